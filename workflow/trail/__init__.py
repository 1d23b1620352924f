"""The record book's proofs: canonical bytes, RFC 6962 tree, signed notes, receipts (trust.md A2, C2SP, RFC 8785)."""
