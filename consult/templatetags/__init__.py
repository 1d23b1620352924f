"""What templates need to speak: dates in full, counts, icons, differences."""
