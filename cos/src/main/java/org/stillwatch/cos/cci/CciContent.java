package org.stillwatch.cos.cci;

import org.stillwatch.cos.detector.CciHeader;

/** What a CCI holds. */
public sealed interface CciContent permits Cci, CciContent.NoExposures {

  CciHeader header();

  /** No exposure was summed (NUMFILES 0): legal, there is nothing to measure. */
  record NoExposures(CciHeader header) implements CciContent {}
}
