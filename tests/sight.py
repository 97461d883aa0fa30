"""Colours as they are seen without colour, or by eyes that lack one of three kinds of cones.

`python -m tests.sight REPORT.pdf -o FOLDER` writes each page of a report as it is then seen.

Source of the matrices: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based
Model for Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and Computer
Graphics 15 (6), 2009, table 1 at severity 1.0; they hold for light, not for the values of a screen.
Grey is the luminance of ITU-R BT.709, as a printer without colour prints it.
"""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LUMINANCE: Final = (0.2126, 0.7152, 0.0722)
_SAME: Final = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
SIGHTS: Final = MappingProxyType(
    {
        "as printed": np.array(_SAME),
        "grey": np.array((_LUMINANCE,) * 3),
        "without red": np.array(
            (
                (0.152286, 1.052583, -0.204868),
                (0.114503, 0.786281, 0.099216),
                (-0.003882, -0.048116, 1.051998),
            )
        ),
        "without green": np.array(
            (
                (0.367322, 0.860646, -0.227968),
                (0.280085, 0.672501, 0.047413),
                (-0.011820, 0.042940, 0.968881),
            )
        ),
        "without blue": np.array(
            (
                (1.255528, -0.076749, -0.178779),
                (-0.078411, 0.930809, 0.147602),
                (0.004733, 0.691367, 0.303900),
            )
        ),
    }
)
"""What each way of seeing makes of light: protanopia, deuteranopia, tritanopia, and grey."""


def seen_pixels(pixels: NDArray[np.uint8], sight: str) -> NDArray[np.uint8]:
    """A picture of red, green and blue (0 to 255, in the last axis) as it is seen."""
    light = _to_light(pixels / 255.0) @ SIGHTS[sight].T
    found: NDArray[np.uint8] = np.rint(_from_light(np.clip(light, 0, 1)) * 255).astype(np.uint8)
    return found


def seen(colour: str, sight: str) -> str:
    """A colour `#RRGGBB` as it is seen."""
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    found = seen_pixels(np.array([channels], dtype=np.uint8), sight)[0]
    return "#" + "".join(f"{channel:02X}" for channel in found)


def lightness(colour: str) -> float:
    """L* of CIE, 0 to 100, by which equal steps look equally far apart."""
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    light = float(_to_light(channels) @ np.array(_LUMINANCE))
    return float(116 * light ** (1 / 3) - 16) if light > 0.008856 else 903.3 * light


def _to_light(channels: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.where(
        channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4
    )
    return found


def _from_light(light: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.where(
        light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 0.0031308) ** (1 / 2.4) - 0.055
    )
    return found


def write_pages(report: Path, folder: Path, *, resolution: int = 60) -> list[Path]:
    """Every page of a PDF as a picture for each way of seeing; gives their paths."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    drawn = ["pdftoppm", "-r", str(resolution), "-png", str(report), str(folder / "page")]
    subprocess.run(drawn, check=True)
    written = []
    for path in sorted(folder.glob("page-*.png")):
        with Image.open(path) as picture:
            pixels = np.asarray(picture.convert("RGB"))
        for sight in SIGHTS:
            target = folder / f"{path.stem} {sight}.png"
            Image.fromarray(seen_pixels(pixels, sight)).save(target)
            written.append(target)
        path.unlink()
    return written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A report as it is seen without some colours.")
    parser.add_argument("report", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("-r", "--resolution", type=int, default=60)
    asked = parser.parse_args()
    for page in write_pages(asked.report, asked.output, resolution=asked.resolution):
        print(page)
