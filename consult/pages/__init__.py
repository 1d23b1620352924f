"""The pages, one file each: `view` answers the address of the same name in `consult/urls.py`."""
