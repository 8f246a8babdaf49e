package org.stillwatch.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.stillwatch.core.notice.Secret;

/**
 * A private key with the certificates that vouch for it, its own first, as browsers see them.
 *
 * @param where the file that the certificate is in, for messages
 */
public record TlsKey(Path where, PrivateKey key, List<X509Certificate> chain) {

  /** Time enough for whoever renews it to come back from holidays. */
  private static final Duration SOON = Duration.ofDays(14);

  private static final int DNS_NAME = 2;
  private static final int PROOF_BYTES = 32;

  /**
   * @throws IllegalArgumentException with one sentence when the key is not that of the certificate
   */
  public TlsKey {
    chain = List.copyOf(chain);
    var own = chain.getFirst().getPublicKey();
    if (!matches(key, own)) {
      throw new IllegalArgumentException(
          "web.tls: the key is not the one of the certificate in "
              + where
              + ", which is for another "
              + own.getAlgorithm()
              + " key; expected the key that the certificate was made with");
    }
  }

  /**
   * From PEM files.
   *
   * @param certificate the certificate of the station, then those of its authorities
   * @param key unencrypted, readable by its owner alone
   * @throws IllegalArgumentException with one sentence when they cannot be used
   */
  public static TlsKey ofPem(Path certificate, Path key) {
    var chain = PemFile.certificates(certificate);
    return new TlsKey(certificate, PemFile.key(key, chain.getFirst()), chain);
  }

  /**
   * From a PKCS#12 file with one key.
   *
   * @throws IllegalArgumentException with one sentence when it cannot be used
   */
  public static TlsKey ofKeystore(Path file, Secret password) {
    var secret = password.reveal().toCharArray();
    try (InputStream in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, secret);
      for (var alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, secret) instanceof PrivateKey key) {
          var chain = store.getCertificateChain(alias);
          return new TlsKey(
              file, key, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
        }
      }
      throw new IllegalArgumentException(
          "web.tls: the keystore " + file + " holds no private key with its certificate");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          Files.isReadable(file)
              ? "web.tls: the keystore "
                  + file
                  + " cannot be opened; expected a PKCS#12 file and its password"
              : "web.tls: the keystore " + file + " cannot be read",
          e);
    } finally {
      Arrays.fill(secret, ' ');
    }
  }

  /** Whether what the one signs the other confirms. */
  private static boolean matches(PrivateKey key, PublicKey own) {
    var proof = new byte[PROOF_BYTES];
    new SecureRandom().nextBytes(proof);
    try {
      var signature =
          Signature.getInstance(
              switch (own.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> own.getAlgorithm();
              });
      signature.initSign(key);
      signature.update(proof);
      var signed = signature.sign();
      signature.initVerify(own);
      signature.update(proof);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private X509Certificate own() {
    return chain.getFirst();
  }

  /**
   * Why people will not be served any more, or soon not, in one sentence.
   *
   * @return empty when it holds for another 14 days
   */
  public Optional<String> warning(Instant now) {
    var begin = own().getNotBefore().toInstant();
    var end = own().getNotAfter().toInstant();
    var renew = "renew it, then run 'stillwatch reload'";
    if (now.isBefore(begin)) {
      return Optional.of(
          "the certificate in %s holds from %s on only; browsers refuse it until then"
              .formatted(where, begin));
    }
    if (!now.isBefore(end)) {
      return Optional.of(
          "the certificate in %s ended at %s; browsers refuse it, %s".formatted(where, end, renew));
    }
    var left = Duration.between(now, end);
    return left.compareTo(SOON) < 0
        ? Optional.of(
            "the certificate in %s ends at %s, in %d days; %s"
                .formatted(where, end, left.toDays(), renew))
        : Optional.empty();
  }

  /** The names of machines that it is for; {@code *.example.org} stands for those of a domain. */
  List<String> names() {
    try {
      var names = own().getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.getFirst().equals(DNS_NAME))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (GeneralSecurityException e) {
      return List.of();
    }
  }

  SSLContext context() {
    // the store lives in this memory alone
    var none = new char[0];
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry("station", key, none, chain.toArray(Certificate[]::new));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, none);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "web.tls: the key and the certificate in " + where + " cannot be used for TLS", e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "the certificate in " + where;
  }
}
