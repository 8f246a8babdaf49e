package org.stillwatch.notifiers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Secret;

class SecretAddressTest {

  private static SecretAddress address(String url, String... others) {
    return SecretAddress.of(new Secret(url), List.of(others).stream().map(Secret::new).toList());
  }

  @Test
  void showsItsHostAlone() {
    assertEquals(
        "hooks.slack.com/\u2026", address("https://hooks.slack.com/services/T0/B0/abc").masked());
    assertEquals("127.0.0.1:9000/\u2026", address("http://127.0.0.1:9000/hook?k=1").masked());
    assertEquals("[::1]/\u2026", address("http://[::1]/hook").masked());
  }

  @Test
  void takesAnAddressAsItComesFromAFile() {
    assertEquals(
        "http://lab/a%C3%A9",
        address(" HTTP://lab/a\u00e9\n").uri().toString().replace("HTTP", "http"));
  }

  @Test
  void showsNothingOfItselfInWhatAServerSays() {
    var address =
        address(
            "https://lab/api/x-tok%2Fen?key=hush&id=longid", "Bearer tk_12345", "Basic dTpwYXNz");
    for (var said :
        List.of(
            "no x-tok%2Fen here",
            "no x-tok/en here",
            "no X-TOK/EN here",
            "/api/x-tok%2Fen?key=hush",
            "hush",
            "{\"id\":\"longid\"}",
            "tk_12345",
            "bearer tk_12345",
            "dTpwYXNz=")) {
      var shown = address.mask().excerpt(said).toLowerCase(java.util.Locale.ROOT);
      for (var secret : List.of("tok", "hush", "longid", "tk_1", "dtpw")) {
        assertFalse(shown.contains(secret), shown);
      }
    }
  }

  @Test
  void saysTheRestOfItOnOneShortLine() {
    var address = address("https://lab/token1234");
    assertEquals("no such channel", address.mask().excerpt("\r\nno such\n\tchannel\u0007 "));
    assertEquals("", address.mask().excerpt(" \n"));
    assertEquals("x".repeat(199) + "\u2026", address.mask().excerpt("x".repeat(5000)));
    assertEquals(
        "x".repeat(199) + "\u2026",
        address.mask().excerpt("x".repeat(199) + "\ud83d\udd25\ud83d\udd25"));
    assertEquals("x".repeat(195) + "\u2026", address.mask().excerpt("x".repeat(195) + "token1234"));
  }
}
