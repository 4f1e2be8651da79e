"""Files on disk.

Tables as Parquet, the register of plans, parameters, intermediate results of stages. Everything is
written to a temporary place and then moved, so that readers never see half of it.
"""
