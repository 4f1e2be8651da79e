"""What OCRmyPDF is told: the rules of tables are taken out of the picture before it is read.

Loaded by OCRmyPDF as a plugin. Tesseract takes rules for letters (`|`, `_`) and reads across them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from ocrmypdf import hookimpl

from pipeline.reading.picture_rules import rule_pixels

if TYPE_CHECKING:
    from PIL.Image import Image


@hookimpl
def filter_ocr_image(page: Any, image: Image) -> Image:
    """The picture of a page without its rules."""
    from PIL import Image as pillow

    grey = np.asarray(image.convert("L")).copy()
    dpi = float(image.info.get("dpi", (300, 300))[0])
    grey[rule_pixels(grey, dpi / 72)] = 255
    result = pillow.fromarray(grey)
    result.info["dpi"] = image.info.get("dpi", (300, 300))
    return result
