package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.cos.catalogue.Database;
import org.stillwatch.cos.sag.RecoveryRule;

class CosFileTest {

  private static final String PLACES = "data_location: archive\nmonitor_location: monitors\n";

  @TempDir Path folder;

  private CosSettings read(String text, String mode) throws IOException {
    var file = Files.writeString(folder.resolve("configure.yaml"), text);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
    return CosFile.read(file, Map.of("COSMO_PASSWORD", "s3cret"));
  }

  private String refused(String text) {
    return refused(text, "rw-------");
  }

  private String refused(String text, String mode) {
    return String.valueOf(
        assertThrows(ConfigurationException.class, () -> read(text, mode)).getMessage());
  }

  @Test
  void withoutADatabaseTheCatalogueIsAFileBesideTheProducts() throws IOException {
    var settings = read(PLACES, "rw-r--r--");
    assertEquals(
        new Database.Embedded(folder.resolve("monitors/catalogue.sqlite")), settings.database());
    assertEquals(folder.resolve("archive"), settings.data());
    assertEquals(folder.resolve("monitors/CCI"), settings.images());
    assertEquals(RecoveryRule.STRICT, settings.recovery());
    assertFalse(settings.anyShape());
  }

  @Test
  void everyKeyIsRead() throws IOException {
    var settings =
        read(
            PLACES
                + """
                database: cosmo
                engine: postgresql
                host: db.example.org
                port: 6000
                user: anna
                password: ${COSMO_PASSWORD}
                webpage_location: web
                lref: lref
                num_cpu: 3
                cci_shape: any
                recovery: legacy
                gsagtab: lref$zbn1927gl_gsag.fits
                gsagtab_blue: /elsewhere/zbn1927fl_gsag.fits
                """,
            "rw-r--r--");
    assertEquals(
        new Database.Server(
            Database.Engine.POSTGRESQL,
            "db.example.org",
            6000,
            "cosmo",
            "anna",
            new Secret("s3cret")),
        settings.database());
    assertEquals(3, settings.threads());
    assertTrue(settings.anyShape());
    assertEquals(RecoveryRule.LEGACY, settings.recovery());
    assertEquals(
        Map.of(
            CosSettings.Reference.GSAGTAB, folder.resolve("lref/zbn1927gl_gsag.fits"),
            CosSettings.Reference.GSAGTAB_BLUE, Path.of("/elsewhere/zbn1927fl_gsag.fits")),
        settings.references());
  }

  @Test
  void theOriginalsSettingsNameAMysqlDatabase() throws IOException {
    var settings =
        read(PLACES + "database: cosmo\nhost: db\nuser: anna\npassword: secret\n", "rw-------");
    assertEquals(
        new Database.Server(
            Database.Engine.MARIADB, "db", 3306, "cosmo", "anna", new Secret("secret")),
        settings.database());
    assertFalse(settings.toString().contains("secret"), settings.toString());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPasswordThatOthersCanReadIsRefusedAndNotShown() {
    var said = refused(PLACES + "database: cosmo\nuser: anna\npassword: hunter2\n", "rw-r--r--");
    assertTrue(said.contains(":5:11: the password can be read by others; run: chmod 600"), said);
    assertFalse(said.contains("hunter2"), said);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    var said = refused("data_location: a\nnum_cpus: 2\nport: 99\n");
    for (var part :
        List.of("unknown key 'num_cpus'", "num_cpu", "the key 'monitor_location' is missing")) {
      assertTrue(said.contains(part), said);
    }
    said = refused(PLACES + "num_cpu: 0\nport: 70000\npassword: ${COSMO_PASSWORD}\n");
    for (var part :
        List.of(
            "0 threads cannot be",
            "70000 is no port",
            "'password' belongs to a database server, and there is no 'database:'")) {
      assertTrue(said.contains(part), said);
    }
  }
}
