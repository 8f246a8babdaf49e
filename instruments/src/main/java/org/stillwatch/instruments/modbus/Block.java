package org.stillwatch.instruments.modbus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.stillwatch.instruments.value.ValueChannel;
import org.stillwatch.link.modbus.ModbusQuestion;
import org.stillwatch.link.modbus.Table;

/** Registers that lie side by side, read in one request. */
record Block(ModbusQuestion.Read question, List<Entry> entries) {

  /** One value in it. */
  record Entry(Place place, ValueChannel channel) {}

  /** Registers as few requests; none that was not named is read. */
  static List<Block> of(String instrument, List<RegisterKeys> registers, Duration period) {
    var sorted =
        registers.stream()
            .map(
                keys -> new Entry(keys.place(), new ValueChannel(instrument, keys.value(), period)))
            .sorted(
                Comparator.comparing((Entry entry) -> entry.place().table())
                    .thenComparingInt(entry -> entry.place().address()))
            .toList();
    var blocks = new ArrayList<Block>();
    var part = new ArrayList<Entry>();
    int end = 0;
    for (var entry : sorted) {
      if (!part.isEmpty() && !fits(part.getFirst().place(), end, entry.place())) {
        blocks.add(block(part, end));
        part.clear();
      }
      end = part.isEmpty() ? entry.place().end() : Math.max(end, entry.place().end());
      part.add(entry);
    }
    blocks.add(block(part, end));
    return blocks;
  }

  private static boolean fits(Place first, int end, Place next) {
    int most = next.table().hasBits() ? ModbusQuestion.MOST_BITS : ModbusQuestion.MOST_WORDS;
    return first.table() == next.table()
        && next.address() <= end
        && Math.max(end, next.end()) - first.address() <= most;
  }

  private static Block block(List<Entry> part, int end) {
    Table table = part.getFirst().place().table();
    int first = part.getFirst().place().address();
    return new Block(new ModbusQuestion.Read(table, first, end - first), List.copyOf(part));
  }
}
