"""Model: what a plan is.

What everything else passes on or asks: geometry, the declared tables, profiles, rules and findings,
values out of text, errors. It imports nothing of the other packages.
"""
