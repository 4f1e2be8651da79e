"""Tracking: changes and monitoring of a plan over the years.

`diff` compares two versions of a plan; `monitor` tracks its implementation, from workbooks that the
responsible bodies fill in to the review and the draft of the next amendment.
"""
