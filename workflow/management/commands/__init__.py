"""`manage.py found | rehearse | tick | tally | trail`."""
