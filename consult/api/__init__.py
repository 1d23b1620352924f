"""What programs read and send; the same acts, the same visibility as the pages."""
