"""What people say through a form: the gate before it, the form itself, its files, and what is done when it is sent."""

from consult.speaking.gate import Gate, HoneypotForm, gate_ahead, note_machine, pass_gate

__all__ = ["Gate", "HoneypotForm", "gate_ahead", "note_machine", "pass_gate"]
