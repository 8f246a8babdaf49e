package org.stillwatch.core.station;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.control.Command;
import org.stillwatch.core.control.CommandDesk.Carried;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.interlock.Interlocks;
import org.stillwatch.core.interlock.Proof;
import org.stillwatch.core.lease.LeaseDesk;
import org.stillwatch.core.lease.LeaseRequest;

/**
 * What may be changed on a running station, and who may. Every method may be called from any
 * thread. Those that change something throw {@link IllegalArgumentException} with one sentence when
 * what was asked for makes no sense, and {@link org.stillwatch.core.store.StoreUnavailable} when it
 * cannot be written down and was therefore not done.
 */
public interface ControlView {

  /** What may be commanded, by id, with the range that the station file leaves. */
  List<Setting> settings();

  /** What a setting is known to be now. */
  Optional<Double> present(Setting setting);

  /** Carries out a command and waits until it is known what became of it, wish by wish. */
  List<Carried> command(Command command);

  /** Brings all outputs of an instrument to where they are safe. Never refused. */
  Outcome makeSafe(String instrument, String who, String why);

  /** Why outputs of an instrument may not rise now; empty when they may. */
  Optional<String> mayNotRise(String instrument);

  /** The leases of all instruments that may be commanded. Their ids are for their owners alone. */
  List<LeaseDesk.Shown> leases();

  LeaseDesk.Ticket takeLease(String instrument, LeaseRequest request);

  /** Takes it from whoever has it. */
  LeaseDesk.Ticket breakLease(String instrument, LeaseRequest request, String why);

  /** The owner of a lease lives; also tells one that waits whether it has it now. */
  LeaseDesk.Ticket beatLease(String instrument, String id);

  void releaseLease(String instrument, String id);

  /** All interlocks, in the order of the station file. */
  List<Interlocks.Shown> interlocks();

  /**
   * Exercises an interlock with simulated input, through the path of the real one, and keeps what
   * came of it. Takes as long as the interlock does.
   *
   * @param confirmed they know that real outputs are driven, where it has no shadow
   */
  Proof prove(String interlock, String who, boolean confirmed);

  /** Puts an interlock aside for a while. */
  void aside(String interlock, String who, String why, Duration length);

  /** An interlock that was put aside works again. */
  void again(String interlock, String who, String why);
}
