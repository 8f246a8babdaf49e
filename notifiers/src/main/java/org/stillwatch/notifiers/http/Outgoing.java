package org.stillwatch.notifiers.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.notice.Message;
import tools.jackson.databind.JsonNode;

/**
 * What one request carries to a service.
 *
 * @param type of the body, as {@code Content-Type}
 * @param headers of this request alone; always with the id of the notice as {@code
 *     Idempotency-Key}, by which a service that wants to can tell a repeat
 * @param query added to the address, encoded; empty when there is nothing to add
 * @param hidden texts in it that are for the receivers alone, and are masked in what comes back
 */
public record Outgoing(
    String type, byte[] body, Map<String, String> headers, String query, List<String> hidden) {

  private static final String KEY_HEADER = "Idempotency-Key";

  /** A file beside the text. */
  public record Attachment(String field, String fileName, String type, byte[] bytes) {}

  public Outgoing {
    headers = Map.copyOf(headers);
    hidden = List.copyOf(hidden);
  }

  public static Outgoing json(Message message, JsonNode json) {
    return json(message, json.toString());
  }

  public static Outgoing json(Message message, String json) {
    return of(message, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
  }

  /** Fields and one file, in the same way. */
  public static Outgoing form(Message message, Map<String, String> fields, Attachment file) {
    return form(message, fields, List.of(file));
  }

  /** Fields and files as {@code multipart/form-data} (RFC 7578). */
  public static Outgoing form(Message message, Map<String, String> fields, List<Attachment> files) {
    // no field can hold it: JSON and ids have no line that begins with two hyphens and this
    var boundary = "stillwatch-" + Long.toHexString(hash(files));
    var body = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) ->
            write(
                body,
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(boundary, name, value)));
    for (var file : files) {
      write(
          body,
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
              .formatted(boundary, file.field(), file.fileName(), file.type()));
      body.writeBytes(file.bytes());
      write(body, "\r\n");
    }
    write(body, "--%s--\r\n".formatted(boundary));
    return of(message, "multipart/form-data; boundary=" + boundary, body.toByteArray());
  }

  private static long hash(List<Attachment> files) {
    long hash = 0;
    for (var file : files) {
      hash = 31 * hash + Arrays.hashCode(file.bytes());
    }
    return hash;
  }

  private static Outgoing of(Message message, String type, byte[] body) {
    var id = message.notice().id().replaceAll("[^\\x21-\\x7e]", "");
    return new Outgoing(
        type,
        body,
        id.isEmpty() ? Map.of() : Map.of(KEY_HEADER, id),
        "",
        message.acknowledge().map(page -> List.of(page.toString())).orElse(List.of()));
  }

  private static void write(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A plain text that belongs to no notice. */
  public static Outgoing text(String text) {
    return new Outgoing(
        "text/plain; charset=utf-8",
        text.getBytes(StandardCharsets.UTF_8),
        Map.of(),
        "",
        List.of());
  }

  public Outgoing withQuery(String added) {
    return new Outgoing(type, body, headers, added, hidden);
  }
}
