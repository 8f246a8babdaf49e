package org.stillwatch.cos.cci;

/** Which sizes of images are taken. */
public enum CciShape {
  /** 16384 by 1024 native pixels alone: what the detector gives. */
  DETECTOR,
  /** Any multiple of 8 by 2 up to that, for tests. */
  ANY
}
