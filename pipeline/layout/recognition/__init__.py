"""Recognition of scanned pages: pictures are straightened, grids detected, cells read by
Tesseract.
"""
