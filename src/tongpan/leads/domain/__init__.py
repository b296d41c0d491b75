"""Pure text models behind the leads: no Django, no I/O, no clock."""
