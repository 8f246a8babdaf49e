package org.stillwatch.instruments.bluefors;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/**
 * Rows of alternating names and values: Channels (states) and Status_ (numbers). Names vary with
 * the model and their number from row to row; a name that is not there is no reading.
 */
final class PairRows implements RowFields {

  /** Names of one file; the most seen are 33. More is garbage. */
  private static final int MOST_NAMES = 400;

  private static final int LONGEST_NAME = 40;

  private static final class Slot {
    final byte[] name;
    final Channel channel;
    final boolean kelvin;
    boolean shown;
    long row;

    Slot(byte[] name, Channel channel, boolean kelvin) {
      this.name = name;
      this.channel = channel;
      this.kelvin = kelvin;
    }
  }

  private final BlueforsNames names;
  private final boolean states;
  private final String expected;
  private final Map<String, Slot> slots = new HashMap<>();
  private final Set<ChannelId> taken = new HashSet<>();
  private @Nullable Slot[] byPlace = new @Nullable Slot[64];
  private List<Channel> channels = List.of();
  private long row;

  /**
   * @param states values are 0 or 1; a number without name may come first
   */
  PairRows(BlueforsNames names, boolean states) {
    this.names = names;
    this.states = states;
    expected = states ? "0 or 1" : "a number";
  }

  @Override
  public List<Reading> read(Fields fields, Instant time, int ordinal) throws BadField {
    row++;
    boolean odd = fields.count() % 2 != 0;
    int first = FIRST;
    if (states && odd) {
      fields.number(FIRST, "a number before the first name");
      first++;
    } else if (odd) {
      throw new BadField(
          fields.count() + " fields; expected date, time and pairs of a name and " + expected);
    }
    if (fields.count() < first + 2) {
      throw new BadField("no values; expected pairs of a name and " + expected);
    }
    var readings = new ArrayList<Reading>((fields.count() - first) / 2);
    boolean news = false;
    for (int field = first; field < fields.count(); field += 2) {
      var slot = slot(fields, field);
      if (slot.row == row) {
        throw new BadField(fields.shown(field) + " comes twice");
      }
      slot.row = row;
      news |= !slot.shown;
      readings.add(reading(slot, fields, field + 1, time, ordinal));
    }
    if (news) {
      show();
    }
    return readings;
  }

  private Reading reading(Slot slot, Fields fields, int field, Instant time, int ordinal)
      throws BadField {
    double value = fields.number(field, expected);
    if (states && value != 0 && value != 1) {
      throw new BadField(fields.shown(field) + " is no state; expected 0 or 1");
    }
    // above 200 it cannot be degC: older builds write kelvin
    if (slot.kelvin && value > 200) {
      value = Math.round((value - 273.15) * 1e6) / 1e6;
    }
    return RowFields.reading(slot.channel.id(), time, ordinal, value);
  }

  private Slot slot(Fields fields, int field) throws BadField {
    if (field < byPlace.length) {
      var usual = byPlace[field];
      if (usual != null && fields.is(field, usual.name)) {
        return usual;
      }
    }
    checkName(fields, field);
    var name = fields.text(field);
    var slot = slots.get(name);
    if (slot == null) {
      if (slots.size() >= MOST_NAMES) {
        // garbage names must not keep real ones out
        slots.values().removeIf(known -> !known.shown);
        taken.retainAll(slots.values().stream().map(known -> known.channel.id()).toList());
      }
      if (slots.size() >= MOST_NAMES) {
        throw new BadField(
            fields.shown(field) + " is one name too many; expected " + MOST_NAMES + " at most");
      }
      slot = newSlot(name, fields.copy(field));
      slots.put(name, slot);
    }
    if (field >= byPlace.length) {
      byPlace = Arrays.copyOf(byPlace, Math.max(field + 1, 2 * byPlace.length));
    }
    byPlace[field] = slot;
    return slot;
  }

  private Slot newSlot(String name, byte[] bytes) {
    var channel = states ? names.state(name) : names.status(name);
    if (!taken.add(channel.id()) && !states) {
      // an older and a newer name of one thing in one file: keep both apart
      channel = names.plainStatus(name);
      taken.add(channel.id());
    }
    return new Slot(bytes, channel, !states && BlueforsNames.isOlderTemperature(name));
  }

  private static void checkName(Fields fields, int field) throws BadField {
    int length = fields.length(field);
    boolean good = length > 0 && length <= LONGEST_NAME && isLetter(fields.at(field, 0));
    for (int i = 1; good && i < length; i++) {
      byte c = fields.at(field, i);
      good = isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    }
    if (!good) {
      throw new BadField(fields.shown(field) + " is no name; expected one such as v1 or cpatempwi");
    }
  }

  private static boolean isLetter(byte c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Only rows that were read wholly show channels. */
  private void show() {
    var more = new ArrayList<>(channels);
    for (var slot : slots.values()) {
      if (slot.row == row && !slot.shown) {
        slot.shown = true;
        more.add(slot.channel);
      }
    }
    channels = List.copyOf(more);
  }

  @Override
  public List<Channel> channels() {
    return channels;
  }
}
