"""Makes Chromium's fake-camera recordings from the portrait that scikit-image carries.

The portrait (NASA, public domain) is 512 x 512. Its upper part, 480 x 270 with the head in it,
is enlarged to the two picture sizes; the eyes are then 352 and 176 pixels apart. Enlarging smooths
away the grain that every sensor has, and with it the sharpness; so grain is added again.
"""

import json
import pathlib
import random
import sysconfig
import sys

from PIL import Image, ImageChops

FRAME = (480, 270)
EYES = {"left": (203.0, 101.0), "right": (247.0, 103.5)}
RECORDINGS = (("camera-2160", 8, 5), ("camera-1080", 4, 10))
FRAMES = 2
GRAIN = 2.0  # standard deviation, of 256 values
GRAIN_TILE = 256
MIDDLE = 128


def main(folder):
    portrait = pathlib.Path(sysconfig.get_path("purelib"), "skimage/data/astronaut.png")
    if not portrait.exists():
        portrait = pathlib.Path(sysconfig.get_path("platlib"), "skimage/data/astronaut.png")
    picture = Image.open(portrait).convert("RGB").crop((0, 0, *FRAME))
    eyes = {}
    for name, scale, rate in RECORDINGS:
        width, height = (side * scale for side in FRAME)
        large = grained(picture.resize((width, height), Image.Resampling.LANCZOS))
        write_recording(folder / f"{name}.y4m", large, rate)
        large.save(folder / f"{name}.jpg", quality=95)
        places = {eye: [x * scale, y * scale] for eye, (x, y) in EYES.items()}
        eyes[name] = {"width": width, "height": height, "eyes": places}
        if name == "camera-2160":
            # As a studio would take it: upright, with the eyes where they usually are.
            middle, height = ((places["left"][at] + places["right"][at]) // 2 for at in (0, 1))
            left, top = middle - 622, height - 672
            large.crop((left, top, left + 1244, top + 1600)).save(folder / "studio.jpg", quality=95)
    (folder / "camera.json").write_text(json.dumps(eyes, indent=2) + "\n")


def grained(picture):
    seeded = random.Random(1)
    values = (seeded.gauss(MIDDLE, GRAIN) for _ in range(GRAIN_TILE**2))
    tile = Image.frombytes("L", (GRAIN_TILE, GRAIN_TILE), bytes(round(value) for value in values))
    grain = Image.new("L", picture.size)
    for left in range(0, picture.width, GRAIN_TILE):
        for top in range(0, picture.height, GRAIN_TILE):
            grain.paste(tile, (left, top))
    return ImageChops.add(picture, Image.merge("RGB", (grain,) * 3), offset=-MIDDLE)


def write_recording(path, picture, rate):
    luma, blue, red = picture.convert("YCbCr").split()
    half = (picture.width // 2, picture.height // 2)
    planes = [luma.tobytes()] + [
        plane.resize(half, Image.Resampling.BOX).tobytes() for plane in (blue, red)
    ]
    with path.open("wb") as recording:
        recording.write(
            f"YUV4MPEG2 W{picture.width} H{picture.height} F{rate}:1 Ip A1:1 C420jpeg\n".encode()
        )
        for _ in range(FRAMES):
            recording.write(b"FRAME\n")
            recording.writelines(planes)


main(pathlib.Path(sys.argv[1]))
