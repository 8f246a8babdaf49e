package org.stillwatch.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the page, out of the jar and from memory. Vendored ones carry their version in the
 * path and may be cached for ever; our own are asked for again each time and answered with 304.
 */
final class PageFiles {

  private static final Pattern SAFE =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,4}");
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Map<String, Optional<PageFile>> files = new ConcurrentHashMap<>();

  /**
   * @param etag a hash of the content, in quotation marks
   */
  record PageFile(byte[] content, String mediaType, String etag, String cacheControl) {}

  /** The file of this path, without leading slash; an empty path is the page itself. */
  Optional<PageFile> find(String path) {
    var name = path.isEmpty() ? "index.html" : path;
    if (!SAFE.matcher(name).matches()) {
      return Optional.empty();
    }
    // what is not there is not remembered: anyone could fill the memory with names
    var known = files.get(name);
    if (known != null) {
      return known;
    }
    var found = load(name);
    if (found.isPresent()) {
      files.put(name, found);
    }
    return found;
  }

  /**
   * What the page may load and do: only our own files, and the one inline import map, known by its
   * hash.
   */
  String contentSecurityPolicy() {
    var page =
        find("")
            .map(file -> new String(file.content(), StandardCharsets.UTF_8))
            .orElseThrow(() -> new IllegalStateException("web/index.html is not in the jar"));
    var map = IMPORT_MAP.matcher(page);
    var hash =
        map.find()
            ? " 'sha256-"
                + Base64.getEncoder()
                    .encodeToString(sha256(map.group(1).getBytes(StandardCharsets.UTF_8)))
                + "'"
            : "";
    return "default-src 'none'; script-src 'self'"
        + hash
        + "; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action"
        + " 'none'; frame-ancestors 'none'";
  }

  private static Optional<PageFile> load(String name) {
    var mediaType =
        name.endsWith("/LICENSE")
            ? "text/plain; charset=utf-8"
            : MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (mediaType == null) {
      return Optional.empty();
    }
    try (var in = PageFiles.class.getResourceAsStream("/web/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] content = in.readAllBytes();
      var hash = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(content));
      return Optional.of(
          new PageFile(
              content,
              mediaType,
              '"' + hash.substring(0, 22) + '"',
              name.startsWith("vendor/") ? FOR_EVER : "no-cache"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
