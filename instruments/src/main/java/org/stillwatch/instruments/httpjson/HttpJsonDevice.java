package org.stillwatch.instruments.httpjson;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.value.JsonTime;
import org.stillwatch.instruments.value.JsonValues;
import org.stillwatch.instruments.value.ValueChannel;
import org.stillwatch.instruments.value.ValueChannel.Meaning;
import org.stillwatch.link.http.HttpLink;
import org.stillwatch.link.http.Reply;
import tools.jackson.core.JsonPointer;

/** Asks for one JSON text with each poll. */
final class HttpJsonDevice implements Device {

  private static final int LONGEST = 4 << 20;

  private final HttpLink link;
  private final String path;
  private final HttpJsonSettings settings;
  private final Map<ValueChannel, JsonPointer> channels = new LinkedHashMap<>();

  /**
   * @param path with its query
   */
  HttpJsonDevice(String instrument, HttpJsonSettings settings, HttpLink link, String path) {
    this.link = link;
    this.path = path;
    this.settings = settings;
    settings
        .channels()
        .forEach(
            field ->
                channels.put(
                    new ValueChannel(instrument, field.value(), settings.period()),
                    JsonValues.pointer(field.pointer())));
  }

  @Override
  public List<Channel> channels() {
    return channels.keySet().stream().flatMap(each -> each.channels().stream()).toList();
  }

  @Override
  public Poll poll(Instant time) {
    return switch (link.get(path, settings.headers())) {
      case Reply.Failed(String why) ->
          new Poll(missing(time, why), 0, List.of(), Health.unreachable(why));
      case Reply.Answer(int status, String body) when status != 200 ->
          bad(
              time,
              "status " + status,
              "answered with status "
                  + status
                  + switch (status) {
                    case 401, 403 -> ", it does not let this computer in";
                    case 301, 302, 303, 307, 308 -> ", it has moved; expected its new address";
                    default -> "";
                  });
      case Reply.Answer(int _, String body) -> read(body, time);
    };
  }

  private Poll read(String body, Instant time) {
    if (body.length() > LONGEST) {
      return bad(time, "length", "answered with more than " + (LONGEST >> 20) + " MB");
    }
    var root = JsonValues.parse(body);
    if (root.isEmpty()) {
      var shown = Unreadable.shown(withoutSecrets(body));
      return bad(time, "json", "answered " + shown + ", which is no JSON");
    }
    var old = settings.time().flatMap(keys -> old(keys, keys.of(root.get()), time));
    if (old.isPresent()) {
      return bad(time, "old", old.get());
    }
    var readings = new ArrayList<Reading>();
    Optional<Unreadable> unfit = Optional.empty();
    for (var entry : channels.entrySet()) {
      var meaning = JsonValues.meaning(entry.getKey(), root.get(), entry.getValue());
      if (meaning instanceof Meaning.Unfit(String why)) {
        var name = entry.getKey().channel().id().name();
        unfit = unfit.or(() -> Optional.of(new Unreadable("value " + name, name + ": " + why)));
      }
      readings.addAll(entry.getKey().readings(meaning, time));
    }
    return new Poll(
        readings,
        1,
        unfit.stream().toList(),
        unfit.map(why -> Health.trouble(why.why())).orElse(Health.ok("")));
  }

  /** Some pages of errors repeat what was sent to them. */
  private String withoutSecrets(String body) {
    var clean = body;
    for (var header : settings.headers().values()) {
      for (var word : header.reveal().split("\\s+")) {
        clean = word.isEmpty() ? clean : clean.replace(word, "...");
      }
    }
    return clean;
  }

  private Optional<String> old(JsonTime keys, Optional<Instant> measured, Instant now) {
    if (measured.isEmpty()) {
      return Optional.of("says no time at " + keys.at() + " that can be true");
    }
    var age = Duration.between(measured.get(), now);
    return age.compareTo(settings.limit()) > 0
        ? Optional.of(
            "gives values that are "
                + Words.length(age)
                + " old, more than "
                + Words.length(settings.limit()))
        : Optional.empty();
  }

  private Poll bad(Instant time, String kind, String why) {
    var sentence = link.shown() + " " + why;
    return new Poll(
        missing(time, why), 1, List.of(new Unreadable(kind, sentence)), Health.trouble(sentence));
  }

  private List<Reading> missing(Instant time, String why) {
    return channels.keySet().stream().flatMap(each -> each.missing(time, why).stream()).toList();
  }

  @Override
  public void close() {
    link.close();
  }
}
