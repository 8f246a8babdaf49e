package org.stillwatch.web;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.interlock.Interlocks;
import org.stillwatch.core.interlock.Proof;
import org.stillwatch.core.lease.Lease;
import org.stillwatch.core.lease.LeaseDesk;

/** Leases and interlocks as JSON. Ids of leases are told to their owners alone. */
final class ShownSafety {

  private ShownSafety() {}

  /**
   * @param held null: nobody has it
   * @param mayNotRise why outputs may not rise now; null: they may
   */
  record InstrumentLeases(
      String instrument, @Nullable Holder held, List<Holder> waiting, @Nullable String mayNotRise) {

    static InstrumentLeases of(LeaseDesk.Shown shown, Optional<String> mayNotRise) {
      return new InstrumentLeases(
          shown.instrument(),
          shown.state().held().map(Holder::of).orElse(null),
          shown.state().waiting().stream().map(Holder::of).toList(),
          mayNotRise.orElse(null));
    }
  }

  /**
   * @param until when it ends, unless its owner shows before that it lives
   */
  record Holder(
      String owner, String purpose, String mode, String since, String until, String ifLost) {

    static Holder of(Lease lease) {
      return new Holder(
          lease.owner(),
          lease.purpose(),
          lease.mode().word(),
          lease.since().toString(),
          lease.deadline().toString(),
          lease.ifLost().word());
    }
  }

  /**
   * @param id to be brought with each command and heartbeat
   * @param given false: it waits
   * @param place in the queue, from 1
   */
  record Ticket(
      String instrument, String id, boolean given, int place, String until, double length) {

    static Ticket of(LeaseDesk.Ticket ticket) {
      return new Ticket(
          ticket.instrument(),
          ticket.lease().id(),
          ticket.given(),
          ticket.place(),
          ticket.lease().deadline().toString(),
          ticket.lease().length().toMillis() / 1000.0);
    }
  }

  /** That a lease was given back. */
  record Released(String instrument) {}

  /**
   * @param kind {@code permit} or {@code force}
   * @param good {@code true}, {@code false} or {@code unknown}
   * @param engaged of one that permits: outputs may rise; of one that forces: they are forced
   * @param why it is as it is
   * @param proven when; null: never, or it was changed since
   * @param due when it must be proven again
   * @param aside who has put it aside, until when and why; null: nobody
   * @param shadow the instrument that a proof drives; null: it drives the real outputs
   */
  record Interlock(
      String name,
      String kind,
      String instrument,
      String condition,
      boolean armed,
      String good,
      boolean engaged,
      String why,
      @Nullable String proven,
      @Nullable String provenBy,
      @Nullable String due,
      @Nullable String aside,
      @Nullable String shadow) {

    static Interlock of(Interlocks.Shown shown) {
      var interlock = shown.interlock();
      return new Interlock(
          interlock.name(),
          switch (interlock.kind()) {
            case PERMIT -> "permit";
            case FORCE -> "force";
          },
          interlock.instrument(),
          interlock.good().text(),
          shown.armed(),
          shown.state().good().word(),
          shown.state().engaged(),
          shown.why(),
          shown.proof().map(proof -> proof.at().toString()).orElse(null),
          shown.proof().map(Proof::who).orElse(null),
          shown.due().map(Object::toString).orElse(null),
          shown.aside().orElse(null),
          interlock.shadow().orElse(null));
    }
  }

  /**
   * @param stages what was simulated and what came of it, one sentence each
   */
  record Proven(String interlock, boolean passed, List<String> stages) {

    static Proven of(String interlock, Proof proof) {
      return new Proven(interlock, proof.passed(), proof.stages());
    }
  }
}
