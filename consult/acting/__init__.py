"""Acting: from an act's own schema to a form, from what was typed to facts, and through the one door."""
