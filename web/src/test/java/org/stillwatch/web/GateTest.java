package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Shape;

/** Who gets in. */
class GateTest {

  private static Gate gate(User... users) {
    return new Gate(List.of(users), () -> Instant.EPOCH);
  }

  private static Gate.Credentials token(String token) {
    return new Gate.Credentials(Optional.of("Bearer " + token), Optional.empty(), "192.0.2.7");
  }

  @ParameterizedTest
  @CsvSource({
    "VIEWER, OPERATOR, 'a viewer', 'an operator'",
    "VIEWER, EXPERT, 'a viewer', 'an expert'",
    "OPERATOR, EXPERT, 'an operator', 'an expert'"
  })
  void aLowerRoleIsRefusedInWords(Role has, Role needed, String is, String needs) {
    var gate = gate(User.withToken("anna", has, "t"));
    var refusal = assertThrows(Refusal.class, () -> gate.admit(token("t"), needed));
    assertEquals(403, refusal.status());
    assertEquals("'anna' is " + is + "; this needs " + needs, refusal.sentence());
  }

  @Test
  void eachRoleMayDoWhatThoseBeforeItMay() {
    for (var has : Role.values()) {
      var gate = gate(User.withToken("anna", has, "t"));
      for (var needed : EnumSet.range(Role.VIEWER, has)) {
        assertEquals("anna", gate.admit(token("t"), needed).name());
      }
    }
  }

  @Test
  void withoutUsersWhoeverIsOnThisMachineIsAnExpert() {
    assertEquals(Role.EXPERT, gate().admit(token(""), Role.EXPERT).role());
  }

  @Test
  void anEndpointForExpertsNeedsAnExpert() {
    var endpoint =
        Endpoint.post(
                "/limits",
                "Changes limits.",
                List.of(),
                Asked.Logout.class,
                new Shape.Media("text/plain"),
                200,
                request -> new Answer.Text(200, "text/plain", ""))
            .forExperts();
    assertEquals(Optional.of(Role.EXPERT), endpoint.needs());
    assertEquals("/api/v1/limits", endpoint.path());
  }
}
