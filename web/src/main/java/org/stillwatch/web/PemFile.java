package org.stillwatch.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Certificates and keys as text between BEGIN and END lines (RFC 7468). */
final class PemFile {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** Tags of DER (X.690). */
  private static final byte SEQUENCE = 0x30;

  private static final byte OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private record Block(String label, String text) {
    byte[] bytes() {
      return Base64.getMimeDecoder().decode(text.strip());
    }
  }

  private PemFile() {}

  private static List<Block> blocks(Path file, String what) {
    try {
      var blocks = new ArrayList<Block>();
      var match = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      while (match.find()) {
        blocks.add(new Block(match.group(1), match.group(2)));
      }
      return blocks;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "web.tls: the " + what + " " + file + " cannot be read; expected a PEM file", e);
    }
  }

  /**
   * All certificates of a file, in its order; at least one.
   *
   * @throws IllegalArgumentException with one sentence
   */
  static List<X509Certificate> certificates(Path file) {
    var found = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (var block : blocks(file, "certificate")) {
        if (block.label().equals("CERTIFICATE")
            && factory.generateCertificate(new ByteArrayInputStream(block.bytes()))
                instanceof X509Certificate certificate) {
          found.add(certificate);
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw e instanceof IllegalArgumentException told && told.getCause() instanceof IOException
          ? told
          : new IllegalArgumentException(
              "web.tls: a certificate in " + file + " is damaged; expected PEM as it was issued",
              e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "web.tls: there is no certificate in "
              + file
              + "; expected PEM that begins with -----BEGIN CERTIFICATE-----");
    }
    return found;
  }

  /**
   * The private key of a certificate: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) or of an elliptic curve
   * (RFC 5915).
   *
   * @throws IllegalArgumentException with one sentence
   */
  static PrivateKey key(Path file, X509Certificate certificate) {
    ownerOnly(file);
    for (var block : blocks(file, "key")) {
      if (block.label().equals("ENCRYPTED PRIVATE KEY") || block.text().contains("ENCRYPTED")) {
        throw new IllegalArgumentException(
            "web.tls: the key "
                + file
                + " is encrypted; expected an unencrypted one, or a 'keystore' with its"
                + " 'password'");
      }
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return key(file, block, certificate, "", block.label());
        }
        case "RSA PRIVATE KEY" -> {
          return key(file, block, certificate, "RSA", block.label());
        }
        case "EC PRIVATE KEY" -> {
          return key(file, block, certificate, "EC", block.label());
        }
        default -> {
          // parameters, certificates
        }
      }
    }
    throw new IllegalArgumentException(
        "web.tls: there is no private key in "
            + file
            + "; expected PEM that begins with -----BEGIN PRIVATE KEY-----");
  }

  /**
   * @param bare the algorithm of a key that does not tell its own, and so has no envelope yet
   */
  private static PrivateKey key(
      Path file, Block block, X509Certificate certificate, String bare, String label) {
    var own = certificate.getPublicKey();
    if (!bare.isEmpty() && !bare.equals(own.getAlgorithm())) {
      throw new IllegalArgumentException(
          "web.tls: the key %s is for %s, the certificate for %s; expected the key that the"
                  .formatted(file, bare, own.getAlgorithm())
              + " certificate was made with");
    }
    try {
      var bytes = block.bytes();
      var pkcs8 = bare.isEmpty() ? bytes : inEnvelope(bytes, own.getEncoded());
      return KeyFactory.getInstance(own.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "web.tls: the %s in %s is damaged, or not for %s, as the certificate is"
              .formatted(label.toLowerCase(Locale.ROOT), file, own.getAlgorithm()),
          e);
    }
  }

  /**
   * A PKCS#8 envelope around a bare key. The algorithm, with its curve, is the one that the public
   * key begins with (RFC 5280, SubjectPublicKeyInfo).
   */
  private static byte[] inEnvelope(byte[] key, byte[] publicKey) {
    int inner = 1 + lengthBytes(publicKey, 1);
    int header = 1 + lengthBytes(publicKey, inner + 1);
    int algorithmLength = header + length(publicKey, inner + 1);
    var body = new ByteArrayOutputStream();
    body.writeBytes(VERSION_0);
    body.write(publicKey, inner, algorithmLength);
    body.writeBytes(tagged(OCTET_STRING, key));
    return tagged(SEQUENCE, body.toByteArray());
  }

  /** How many bytes tell the length that stands at a place. */
  private static int lengthBytes(byte[] der, int at) {
    return der[at] >= 0 ? 1 : 1 + (der[at] & 0x7f);
  }

  private static int length(byte[] der, int at) {
    if (der[at] >= 0) {
      return der[at];
    }
    int length = 0;
    for (int i = 1; i < lengthBytes(der, at); i++) {
      length = length << Byte.SIZE | (der[at + i] & 0xff);
    }
    return length;
  }

  private static byte[] tagged(byte tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      // two bytes are enough for any key
      out.write(0x82);
      out.write(content.length >> Byte.SIZE);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static void ownerOnly(Path file) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        var open = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        open.retainAll(Files.getPosixFilePermissions(file));
        if (!open.isEmpty()) {
          throw new IllegalArgumentException(
              "web.tls: the key " + file + " can be read by others; run: chmod 600 " + file);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "web.tls: the key " + file + " cannot be read; expected a PEM file", e);
    }
  }
}
