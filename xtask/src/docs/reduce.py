"""Makes pictures of screens small: few colours, and none wider than a page can show."""

import sys
from pathlib import Path

from PIL import Image

COLOURS = 24
WIDEST = 1920

for picture in sorted(Path(sys.argv[1]).glob("*.png")):
    image = Image.open(picture)
    if image.mode == "P":
        continue
    image = image.convert("RGB")
    if image.width > WIDEST:
        height = image.height * WIDEST // image.width
        image = image.resize((WIDEST, height), Image.Resampling.LANCZOS)
    few = image.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)
