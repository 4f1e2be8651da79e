"""Store: what lies on disk.

Tables as Parquet, the register of plans, parameters, what stages leave for each other. Everything
is written aside and moved into place.
"""
