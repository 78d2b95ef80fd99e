"""Fills a folder with JPEG files as a camera would, and with some that no camera makes."""

import os
import struct
import sys
from pathlib import Path

from PIL import Image, ImageDraw

ORIENTATION, EXIF, TAKEN_AT = 0x0112, 0x8769, 0x9003
# How a camera stores what stands upright, by the value of the orientation tag.
STORED = {
    1: [],
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_90],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_270],
}


def upright(width, height):
    """Four colours in the corners and a green square between the eyes."""
    picture = Image.new("RGB", (width, height), (128, 128, 128))
    draw = ImageDraw.Draw(picture)
    x, y = width // 4, height // 4
    draw.rectangle((0, 0, x, y), fill=(220, 20, 20))
    draw.rectangle((width - x, 0, width, y), fill=(220, 220, 20))
    draw.rectangle((width - x, height - y, width, height), fill=(20, 20, 220))
    draw.rectangle((0, height - y, x, height), fill=(240, 240, 240))
    draw.rectangle((620, 620, 780, 780), fill=(20, 220, 20))
    return picture


def orientations(folder):
    for value, steps in STORED.items():
        stored = upright(1400, 1800)
        for step in steps:
            stored = stored.transpose(step)
        exif = Image.Exif()
        exif[ORIENTATION] = value
        stored.save(folder / f"turned-{value}.jpg", quality=90, exif=exif)


def times(folder):
    for name, time in [("a.jpg", "09:00:00"), ("b.jpg", "10:00:00"), ("c.jpg", None)]:
        exif = Image.Exif()
        if time:
            exif.get_ifd(EXIF)[TAKEN_AT] = f"2026:11:22 {time}"
        upright(1400, 1800).save(folder / name, exif=exif)


def taken(name, minute, cut=False):
    """A picture as the suitcase's camera makes it, with size and time; cut off in the middle on demand."""
    exif = Image.Exif()
    exif.get_ifd(EXIF)[TAKEN_AT] = f"2026:11:22 09:{minute:02}:00"
    upright(1400, 1800).save(name, exif=exif)
    if cut:
        name.write_bytes(name.read_bytes()[: name.stat().st_size // 2])


def shots(folder):
    for minute in range(3):
        taken(folder / f"shot-{minute}.jpg", minute)


def cut_off(folder):
    shots(folder)
    taken(folder / "shot-3.jpg", 3, cut=True)


def timeless(folder):
    upright(1400, 1800).save(folder / "shot.jpg")


def refused(folder):
    picture = upright(1400, 1800)
    picture.save(folder / "progressive.jpg", progressive=True)
    picture.convert("CMYK").save(folder / "cmyk.jpg")
    (folder / "notes.jpg").write_text("Sammelpunkt 14 Uhr")
    picture.save(folder / "whole.jpg")
    whole = (folder / "whole.jpg").read_bytes()
    frame = whole.index(b"\xff\xc0")
    (folder / "header.jpg").write_bytes(whole[: frame + 6])
    # Says that it has 400 million pixels.
    size = struct.pack(">HH", 20_000, 20_000)
    (folder / "bomb.jpg").write_bytes(whole[: frame + 5] + size + whole[frame + 9 :])
    os.remove(folder / "whole.jpg")


def poor(folder):
    upright(1400, 1800).save(folder / "whole.jpg")
    whole = (folder / "whole.jpg").read_bytes()
    (folder / "short.jpg").write_bytes(whole[: len(whole) * 2 // 3])
    os.remove(folder / "whole.jpg")
    upright(300, 400).save(folder / "small.jpg")


CARDS = (orientations, times, shots, cut_off, timeless, refused, poor)
{card.__name__: card for card in CARDS}[sys.argv[1]](Path(sys.argv[2]))
