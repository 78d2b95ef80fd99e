"""Makes Chromium's fake-camera recordings from the portrait that scikit-image carries.

The portrait (NASA, public domain) is 512 x 512. Its upper part, 480 x 270 with the head in it,
is enlarged to the two picture sizes; the eyes are then 352 and 176 pixels apart.
"""

import json
import pathlib
import sysconfig
import sys

from PIL import Image

FRAME = (480, 270)
EYES = {"left": (203.0, 101.0), "right": (247.0, 103.5)}
RECORDINGS = (("camera-2160", 8, 5), ("camera-1080", 4, 10))
FRAMES = 2


def main(folder):
    portrait = pathlib.Path(sysconfig.get_path("purelib"), "skimage/data/astronaut.png")
    if not portrait.exists():
        portrait = pathlib.Path(sysconfig.get_path("platlib"), "skimage/data/astronaut.png")
    picture = Image.open(portrait).convert("RGB").crop((0, 0, *FRAME))
    eyes = {}
    for name, scale, rate in RECORDINGS:
        width, height = (side * scale for side in FRAME)
        large = picture.resize((width, height), Image.Resampling.LANCZOS)
        write_recording(folder / f"{name}.y4m", large, rate)
        large.save(folder / f"{name}.jpg", quality=95)
        places = {eye: [x * scale, y * scale] for eye, (x, y) in EYES.items()}
        eyes[name] = {"width": width, "height": height, "eyes": places}
    (folder / "camera.json").write_text(json.dumps(eyes, indent=2) + "\n")


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
