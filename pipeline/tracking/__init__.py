"""Tracking: a plan through its years.

`diff` compares two versions of a plan; `monitor` follows what was done of it, from the workbooks
that the responsible bodies fill to the review and the draft of the next amendment.
"""
