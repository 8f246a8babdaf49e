package org.stillwatch.app.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stillwatch.core.notice.NoticeJson;
import tools.jackson.databind.JsonNode;

/**
 * Changes of settings that are asked for together, in their order.
 *
 * @param values by setting, as people write them
 */
record Changes(
    Map<String, String> values, String why, String who, boolean confirmed, Optional<String> lease) {

  Changes {
    values = new LinkedHashMap<>(values);
  }

  /** Asks the station to make them, and waits. */
  JsonNode make(StationClient station) {
    return station.post(
        "/api/v1/commands/batch",
        "{\"changes\":[%s],%s}"
            .formatted(
                values.entrySet().stream()
                    .map(
                        each ->
                            "{\"channel\":%s,\"value\":%s}"
                                .formatted(
                                    NoticeJson.string(each.getKey()),
                                    NoticeJson.string(each.getValue())))
                    .collect(Collectors.joining(",")),
                rest()));
  }

  private String rest() {
    return "\"why\":%s,\"who\":%s,\"confirmed\":%s%s"
        .formatted(
            NoticeJson.string(why),
            NoticeJson.string(who),
            confirmed,
            lease.map(id -> ",\"lease\":" + NoticeJson.string(id)).orElse(""));
  }
}
