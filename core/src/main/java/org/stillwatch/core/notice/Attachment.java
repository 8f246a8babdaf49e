package org.stillwatch.core.notice;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file that goes with a message.
 *
 * @param name of the file: ASCII, without spaces
 * @param mediaType {@code application/pdf}
 * @param bytes of the file, never changed
 * @param address of a page where the same file can be had, for services that take no files
 */
public record Attachment(String name, String mediaType, byte[] bytes, Optional<URI> address) {

  /** A file that can be had nowhere else. */
  public Attachment(String name, String mediaType, byte[] bytes) {
    this(name, mediaType, bytes, Optional.empty());
  }

  /** The same file, which can be had at an address as well. */
  public Attachment at(Optional<URI> where) {
    return new Attachment(name, mediaType, bytes, where);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attachment(var otherName, var otherType, var otherBytes, var otherPage)
        && name.equals(otherName)
        && mediaType.equals(otherType)
        && Arrays.equals(bytes, otherBytes)
        && address.equals(otherPage);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return name + " (" + mediaType + ", " + bytes.length + " bytes)";
  }
}
