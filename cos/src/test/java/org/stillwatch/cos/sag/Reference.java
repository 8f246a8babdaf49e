package org.stillwatch.cos.sag;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Segment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measurements, and the flags and tables that an independent implementation made of them. */
final class Reference {
  static final Path FOLDER = Path.of("../../shared/cos/reference");
  static final double TAB_DATE = 57322.0;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Reference() {}

  /** Skips the test where the reference is not. */
  static void needed() {
    Assumptions.assumeTrue(
        Files.exists(FOLDER.resolve("gsag_expected.json")), "put the reference into " + FOLDER);
  }

  static List<Measurement> measurements() {
    needed();
    var measurements = new ArrayList<Measurement>();
    for (var row : JSON.readTree(FOLDER.resolve("gsag_in.json")).path("gain")) {
      measurements.add(
          new Measurement(
              source(row),
              segment(row),
              row.path("hv_lvl").intValue(),
              row.path("expstart").doubleValue(),
              row.path("x").intValue(),
              row.path("y").intValue(),
              row.path("gain").doubleValue(),
              row.path("counts").intValue()));
    }
    return measurements;
  }

  static List<Flag> flags(RecoveryRule rule) {
    var flags = new ArrayList<Flag>();
    for (var row : expected(rule).path("flagged")) {
      flags.add(
          new Flag(
              segment(row),
              row.path("hv_lvl").intValue(),
              row.path("x").intValue(),
              row.path("y").intValue(),
              row.path("mjd_below_3").doubleValue(),
              source(row),
              row.path("recovery").booleanValue()));
    }
    return flags;
  }

  /** Rows as DATE, LX, LY, DX, DY, DQ, by segment and level: {@code FUVA 163}. */
  static Map<String, List<List<Double>>> table(RecoveryRule rule, String name) {
    var table = new TreeMap<String, List<List<Double>>>();
    for (var entry : expected(rule).path(name)) {
      var rows = new ArrayList<List<Double>>();
      for (var row : entry.path("rows")) {
        rows.add(row.valueStream().map(JsonNode::doubleValue).toList());
      }
      for (var hv : entry.path("hv")) {
        table.put(segment(entry) + " " + hv.intValue(), rows);
      }
    }
    return table;
  }

  private static JsonNode expected(RecoveryRule rule) {
    needed();
    return JSON.readTree(FOLDER.resolve("gsag_expected.json"))
        .path(rule.name().toLowerCase(Locale.ROOT));
  }

  private static Segment segment(JsonNode row) {
    return Segment.of(row.path("segment").stringValue()).orElseThrow();
  }

  private static String source(JsonNode row) {
    return row.path("filename").stringValue().replace(".fits.gz", "");
  }
}
