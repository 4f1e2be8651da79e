"""Pages that are pictures: straightened, their grid found, their cells read by Tesseract."""
