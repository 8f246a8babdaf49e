package org.stillwatch.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

/** The page's own modules, called one by one in the browser. */
class PageModulesTest {

  private final Chromium chromium = Chromium.start();
  private final WebServer server = WebServer.start(BlueLab.station(), WebSettings.onLoopback(0));
  private final Page page = chromium.browser().newPage();

  @BeforeEach
  void open() {
    page.navigate(server.address().toString());
  }

  @AfterEach
  void close() {
    chromium.close();
    server.close();
  }

  @Test
  void numbersUnitsAndNamesReadWell() {
    assertEquals(
        List.of(
            "9.31 mK",
            "853 mK",
            "1 K",
            "293 K",
            "16.9 µK",
            "0 K",
            "\u22124.2 °C",
            "3.2e-9 Torr",
            "1\u2009500 V",
            "12 kΩ",
            "1.92 µA",
            "1\u2009013 mbar",
            "31.2 %",
            "1.52 mmol/s"),
        page.evaluate(
            """
            async () => {
              const {quantityText} = await import('/format.js');
              return [[0.00931, 'K'], [0.853, 'K'], [0.9999, 'K'], [293.15, 'K'], [0.0000169, 'K'], [0, 'K'],
                [-4.2, 'degC'], [3.2e-9, 'Torr'], [1500, 'V'], [12003, 'Ohm'], [1.92e-6, 'A'],
                [1013.25, 'mbar'], [31.2, '%'], [1.52, 'mmol/s']].map(([value, unit]) => quantityText(value, unit));
            }
            """));
    assertEquals(
        List.of("MXC", "P3", "Compressor water out", "MXC resistance", "Valve V12", "4K", "Oil"),
        page.evaluate(
            """
            async () => {
              const {channelName} = await import('/format.js');
              return ['f/mxc/temperature', 'f/p3', 'f/compressor/water-out', 'f/mxc/resistance',
                'f/valve/v12', 'f/4k/temperature', 'f/oil'].map(channelName);
            }
            """));
    assertEquals(
        List.of("12 s", "4 min", "89 min", "1 h 31 min", "2 h", "3 d"),
        page.evaluate(
            """
            async () => {
              const {duration} = await import('/format.js');
              return [12, 250, 5340, 5460, 7200, 259200].map(duration);
            }
            """));
  }

  @Test
  void stepsOfProceduresReadAsPeopleSayThem() {
    assertEquals(
        List.of(
            "Still ≤ 4 K",
            "MXC ≥ 290 K",
            "Fridge/p1 > 1 mbar and fridge/p2 > 1 mbar",
            "3 h later",
            "Until 08:00",
            "Until it is stopped",
            "Snapshot \"Base Temperature\"",
            "Then Circulation Mode",
            "If Still ≤ 4 K",
            "Set fridge/heater to 0 W"),
        page.evaluate(
            """
            async () => {
              const {stepWords} = await import('/steps.js');
              return ['wait fridge/still/temperature <= 4 K', 'wait fridge/mxc/temperature >= 290 K',
                'wait fridge/p1 > 1 mbar and fridge/p2 > 1 mbar', 'wait 3 h', 'wait until 08:00', 'wait for ever',
                'snapshot "Base Temperature"', 'start circulation', 'if fridge/still/temperature <= 4 K',
                'set fridge/heater to 0 W'].map(text => stepWords({kind: text.split(' ')[0], text}, {circulation: 'Circulation Mode'}));
            }
            """));
  }

  @Test
  void aGapBreaksTheLineAndNamesItsReason() {
    assertEquals(
        "1,2,null,null,null,5 gauge off 600000..1500000|0,null,null,null,null,null sensor off"
            + " 300000..1800000|1,null,3,undefined,undefined,4 off 300000..600000",
        page.evaluate(
            """
            async () => {
              const {onGrid} = await import('/chart.js');
              const minutes = n => n * 60000;
              const bucket = (i, mean, reason) => ({start: new Date(minutes(5 * i)).toISOString(),
                count: mean === null ? 0 : 1, min: mean, max: mean, mean, reason});
              const draw = (buckets, period) => {
                const {data, gaps} = onGrid({from: 0, to: minutes(30), points: 6},
                    [{name: 'P3', period, buckets}], false, minutes(30));
                return `${data[3].map(String)} ${gaps[0].reason} ${gaps[0].from}..${gaps[0].to}`;
              };
              return [draw([bucket(0, 1), bucket(1, 2), bucket(2, null, 'gauge off'), bucket(5, 5)], 20000),
                draw([bucket(0, 0), bucket(3, null, 'sensor off')], 20000),
                draw([bucket(0, 1), bucket(1, null, 'off'), bucket(2, 3), bucket(5, 4)], 3600000)].join('|');
            }
            """));
  }
}
