"""The gain map as it is made in Python: FILE EVERY. Reads and rebins all 32 images with astropy, then
fits every EVERY-th superpixel that has 30 counts or more with Gaussian1D and LevMarLSQFitter.
Prints: wall and CPU seconds of reading; superpixels, how many were fitted, wall and CPU seconds of
fitting; then one line for each fit: y, x, mean."""
import sys
import time
import warnings

import numpy as np
from astropy.io import fits
from astropy.modeling import fitting, models

warnings.simplefilter("ignore")
path, every = sys.argv[1], int(sys.argv[2])

wall, cpu = time.perf_counter(), time.process_time()
cube = []
with fits.open(path, memmap=False) as f:
    for hdu in f[2:34]:
        data = hdu.data
        y, x = data.shape
        cube.append(data.reshape(y // 2, 2, x // 8, 8).sum(axis=(1, 3)))
        del hdu.data
cube = np.array(cube)
print(time.perf_counter() - wall, time.process_time() - cpu)

cube[[0, 1, 31]] = 0
ys, xs = np.nonzero(cube.sum(axis=0) >= 30)
heights = np.arange(32)
fitter = fitting.LevMarLSQFitter()
means = []
wall, cpu = time.perf_counter(), time.process_time()
for y, x in zip(ys[::every], xs[::every]):
    counts = cube[:, y, x]
    start = models.Gaussian1D(
        amplitude=counts.max(), mean=counts.argmax(), stddev=1.05,
        bounds={"mean": (1, 30)}, fixed={"stddev": True})
    means.append((y, x, fitter(start, heights, counts).mean.value))
print(len(ys), len(means), time.perf_counter() - wall, time.process_time() - cpu)
for y, x, mean in means:
    print(y, x, repr(float(mean)))
