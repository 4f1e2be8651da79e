"""Model: the declarations and types of a plan.

Types and declarations that all other packages use: geometry, the declared tables, profiles, rules
and findings, parsers of values, errors. It does not import other packages.
"""
