package org.stillwatch.app.cos;

import java.util.Optional;

/** The version of the program, as products and their provenance say it. */
final class CodeVersion {
  static final String VALUE =
      Optional.ofNullable(CodeVersion.class.getPackage().getImplementationVersion())
          .orElse("from source");

  private CodeVersion() {}
}
