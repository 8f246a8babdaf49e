-- The catalogue, version 1. ${ID}, ${TABLE}, ${CLUSTERED}, ${VIEW} and ${THOUSAND} differ from engine to engine.

-- Every file of the archive. pending: what was derived from it has to be derived again.
CREATE TABLE IF NOT EXISTS files (
  file_id ${ID},
  path VARCHAR(600) NOT NULL,
  filename VARCHAR(120) NOT NULL,
  rootname VARCHAR(9),
  monitor_flag BOOLEAN NOT NULL,
  pending BOOLEAN NOT NULL,
  size BIGINT NOT NULL,
  mtime BIGINT NOT NULL,
  sha256 VARCHAR(64),
  recipe TEXT NOT NULL,
  state VARCHAR(8) NOT NULL,
  reason TEXT,
  UNIQUE (path, filename)
) ${TABLE};
CREATE INDEX IF NOT EXISTS files_by_rootname ON files (rootname);
CREATE INDEX IF NOT EXISTS files_by_filename ON files (filename);

-- One row for each exposure, from the file that describes it best.
CREATE TABLE IF NOT EXISTS observations (
  rootname VARCHAR(9) NOT NULL PRIMARY KEY,
  file_id BIGINT,
  date_obs VARCHAR(80),
  detector VARCHAR(80),
  imagetyp VARCHAR(80),
  targname VARCHAR(80),
  proposid INTEGER,
  ra_targ DOUBLE PRECISION,
  dec_targ DOUBLE PRECISION,
  pr_inv_l VARCHAR(80),
  pr_inv_f VARCHAR(80),
  opus_ver VARCHAR(80),
  obstype VARCHAR(80),
  obsmode VARCHAR(80),
  exptype VARCHAR(80),
  postarg1 DOUBLE PRECISION,
  postarg2 DOUBLE PRECISION,
  life_adj DOUBLE PRECISION,
  fppos INTEGER,
  exp_num INTEGER,
  cenwave INTEGER,
  propaper VARCHAR(80),
  apmpos VARCHAR(80),
  aperxpos DOUBLE PRECISION,
  aperypos DOUBLE PRECISION,
  aperture VARCHAR(80),
  opt_elem VARCHAR(80),
  extended VARCHAR(80),
  expstart DOUBLE PRECISION,
  expend DOUBLE PRECISION,
  proctime DOUBLE PRECISION,
  segment VARCHAR(80),
  time_obs VARCHAR(80),
  exptime DOUBLE PRECISION,
  asn_mtyp VARCHAR(80),
  asn_id VARCHAR(80),
  rawacq BOOLEAN NOT NULL DEFAULT FALSE,
  rawtag BOOLEAN NOT NULL DEFAULT FALSE,
  rawtag_a BOOLEAN NOT NULL DEFAULT FALSE,
  rawtag_b BOOLEAN NOT NULL DEFAULT FALSE,
  corrtag_a BOOLEAN NOT NULL DEFAULT FALSE,
  corrtag_b BOOLEAN NOT NULL DEFAULT FALSE,
  x1d_a BOOLEAN NOT NULL DEFAULT FALSE,
  x1d_b BOOLEAN NOT NULL DEFAULT FALSE,
  x1d BOOLEAN NOT NULL DEFAULT FALSE,
  csum_a BOOLEAN NOT NULL DEFAULT FALSE,
  csum_b BOOLEAN NOT NULL DEFAULT FALSE,
  flt BOOLEAN NOT NULL DEFAULT FALSE,
  flt_a BOOLEAN NOT NULL DEFAULT FALSE,
  flt_b BOOLEAN NOT NULL DEFAULT FALSE,
  counts BOOLEAN NOT NULL DEFAULT FALSE,
  counts_a BOOLEAN NOT NULL DEFAULT FALSE,
  counts_b BOOLEAN NOT NULL DEFAULT FALSE,
  spt BOOLEAN NOT NULL DEFAULT FALSE,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE SET NULL
) ${TABLE};
CREATE INDEX IF NOT EXISTS observations_by_file ON observations (file_id);

CREATE TABLE IF NOT EXISTS nuv_corr_headers (
  rootname VARCHAR(9) NOT NULL PRIMARY KEY,
  file_id BIGINT NOT NULL,
  filename VARCHAR(120) NOT NULL,
  shift1a DOUBLE PRECISION, shift1b DOUBLE PRECISION, shift1c DOUBLE PRECISION,
  shift2a DOUBLE PRECISION, shift2b DOUBLE PRECISION, shift2c DOUBLE PRECISION,
  sp_loc_a DOUBLE PRECISION, sp_loc_b DOUBLE PRECISION, sp_loc_c DOUBLE PRECISION,
  sp_off_a DOUBLE PRECISION, sp_off_b DOUBLE PRECISION, sp_off_c DOUBLE PRECISION,
  sp_nom_a DOUBLE PRECISION, sp_nom_b DOUBLE PRECISION, sp_nom_c DOUBLE PRECISION,
  sp_hgt_a DOUBLE PRECISION, sp_hgt_b DOUBLE PRECISION, sp_hgt_c DOUBLE PRECISION,
  exptime DOUBLE PRECISION,
  FOREIGN KEY (rootname) REFERENCES observations (rootname) ON DELETE CASCADE,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE CASCADE
) ${TABLE};
CREATE INDEX IF NOT EXISTS nuv_corr_headers_by_file ON nuv_corr_headers (file_id);

CREATE TABLE IF NOT EXISTS fuva_raw_headers (
  rootname VARCHAR(9) NOT NULL PRIMARY KEY,
  file_id BIGINT NOT NULL,
  filename VARCHAR(120) NOT NULL,
  rawtime DOUBLE PRECISION,
  neventsa DOUBLE PRECISION,
  deventa DOUBLE PRECISION,
  feventa DOUBLE PRECISION,
  hvlevela INTEGER,
  FOREIGN KEY (rootname) REFERENCES observations (rootname) ON DELETE CASCADE,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE CASCADE
) ${TABLE};
CREATE INDEX IF NOT EXISTS fuva_raw_headers_by_file ON fuva_raw_headers (file_id);

CREATE TABLE IF NOT EXISTS fuvb_raw_headers (
  rootname VARCHAR(9) NOT NULL PRIMARY KEY,
  file_id BIGINT NOT NULL,
  filename VARCHAR(120) NOT NULL,
  rawtime DOUBLE PRECISION,
  neventsb DOUBLE PRECISION,
  deventb DOUBLE PRECISION,
  feventb DOUBLE PRECISION,
  hvlevelb INTEGER,
  FOREIGN KEY (rootname) REFERENCES observations (rootname) ON DELETE CASCADE,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE CASCADE
) ${TABLE};
CREATE INDEX IF NOT EXISTS fuvb_raw_headers_by_file ON fuvb_raw_headers (file_id);

CREATE TABLE IF NOT EXISTS fuva_corr_headers (
  rootname VARCHAR(9) NOT NULL PRIMARY KEY,
  file_id BIGINT NOT NULL,
  filename VARCHAR(120) NOT NULL,
  shift1a DOUBLE PRECISION,
  shift2a DOUBLE PRECISION,
  sp_loc_a DOUBLE PRECISION,
  sp_off_a DOUBLE PRECISION,
  sp_err_a DOUBLE PRECISION,
  sp_nom_a DOUBLE PRECISION,
  sp_hgt_a DOUBLE PRECISION,
  exptime DOUBLE PRECISION,
  FOREIGN KEY (rootname) REFERENCES observations (rootname) ON DELETE CASCADE,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE CASCADE
) ${TABLE};
CREATE INDEX IF NOT EXISTS fuva_corr_headers_by_file ON fuva_corr_headers (file_id);

CREATE TABLE IF NOT EXISTS fuvb_corr_headers (
  rootname VARCHAR(9) NOT NULL PRIMARY KEY,
  file_id BIGINT NOT NULL,
  filename VARCHAR(120) NOT NULL,
  shift1b DOUBLE PRECISION,
  shift2b DOUBLE PRECISION,
  sp_loc_b DOUBLE PRECISION,
  sp_off_b DOUBLE PRECISION,
  sp_err_b DOUBLE PRECISION,
  sp_nom_b DOUBLE PRECISION,
  sp_hgt_b DOUBLE PRECISION,
  exptime DOUBLE PRECISION,
  FOREIGN KEY (rootname) REFERENCES observations (rootname) ON DELETE CASCADE,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE CASCADE
) ${TABLE};
CREATE INDEX IF NOT EXISTS fuvb_corr_headers_by_file ON fuvb_corr_headers (file_id);

-- One row for each flash of the lamp and each segment or stripe.
CREATE TABLE IF NOT EXISTS lampflash (
  id ${ID},
  rootname VARCHAR(9) NOT NULL,
  file_id BIGINT NOT NULL,
  filename VARCHAR(120) NOT NULL,
  date DOUBLE PRECISION,
  proposid INTEGER,
  detector VARCHAR(80),
  segment VARCHAR(80),
  opt_elem VARCHAR(80),
  cenwave INTEGER,
  fppos INTEGER,
  lamptab VARCHAR(80),
  flash INTEGER,
  x_shift DOUBLE PRECISION,
  y_shift DOUBLE PRECISION,
  filetype VARCHAR(80),
  cal_date VARCHAR(80),
  found BOOLEAN,
  life_adj DOUBLE PRECISION,
  FOREIGN KEY (rootname) REFERENCES observations (rootname) ON DELETE CASCADE,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE CASCADE
) ${TABLE};
CREATE INDEX IF NOT EXISTS lampflash_by_file ON lampflash (file_id);
CREATE INDEX IF NOT EXISTS lampflash_by_rootname ON lampflash (rootname);

CREATE TABLE IF NOT EXISTS rawacqs (
  id ${ID},
  rootname VARCHAR(9) NOT NULL,
  file_id BIGINT NOT NULL,
  filename VARCHAR(120) NOT NULL,
  date DOUBLE PRECISION,
  proposid INTEGER,
  detector VARCHAR(80),
  opt_elem VARCHAR(80),
  cenwave INTEGER,
  fppos INTEGER,
  flash INTEGER,
  x_shift DOUBLE PRECISION,
  y_shift DOUBLE PRECISION,
  filetype VARCHAR(80),
  cal_date VARCHAR(80),
  found BOOLEAN,
  life_adj DOUBLE PRECISION,
  FOREIGN KEY (rootname) REFERENCES observations (rootname) ON DELETE CASCADE,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE CASCADE
) ${TABLE};
CREATE INDEX IF NOT EXISTS rawacqs_by_file ON rawacqs (file_id);
CREATE INDEX IF NOT EXISTS rawacqs_by_rootname ON rawacqs (rootname);

CREATE TABLE IF NOT EXISTS darks (
  id ${ID},
  rootname VARCHAR(9) NOT NULL,
  file_id BIGINT NOT NULL,
  filename VARCHAR(120) NOT NULL,
  detector VARCHAR(80),
  date DOUBLE PRECISION,
  mjd_per_step DOUBLE PRECISION,
  dark DOUBLE PRECISION,
  ta_dark DOUBLE PRECISION,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  sun_lat DOUBLE PRECISION,
  sun_lon DOUBLE PRECISION,
  temp DOUBLE PRECISION,
  targname VARCHAR(80),
  FOREIGN KEY (rootname) REFERENCES observations (rootname) ON DELETE CASCADE,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE CASCADE
) ${TABLE};
CREATE INDEX IF NOT EXISTS darks_by_file ON darks (file_id);
CREATE INDEX IF NOT EXISTS darks_by_rootname ON darks (rootname);

CREATE TABLE IF NOT EXISTS stims (
  id ${ID},
  rootname VARCHAR(9) NOT NULL,
  file_id BIGINT NOT NULL,
  filename VARCHAR(120) NOT NULL,
  proposid INTEGER,
  segment VARCHAR(80),
  time DOUBLE PRECISION,
  abs_time DOUBLE PRECISION,
  stim1_x DOUBLE PRECISION,
  stim1_y DOUBLE PRECISION,
  stim2_x DOUBLE PRECISION,
  stim2_y DOUBLE PRECISION,
  counts BIGINT,
  FOREIGN KEY (rootname) REFERENCES observations (rootname) ON DELETE CASCADE,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE CASCADE
) ${TABLE};
CREATE INDEX IF NOT EXISTS stims_by_file ON stims (file_id);
CREATE INDEX IF NOT EXISTS stims_by_rootname ON stims (rootname);

CREATE TABLE IF NOT EXISTS high_voltage (
  filename VARCHAR(120) NOT NULL PRIMARY KEY,
  rootname VARCHAR(9) NOT NULL,
  file_id BIGINT NOT NULL,
  expstart DOUBLE PRECISION,
  segment VARCHAR(80),
  dethvl DOUBLE PRECISION,
  dethvc DOUBLE PRECISION,
  dethvn DOUBLE PRECISION,
  hvlevel INTEGER,
  FOREIGN KEY (rootname) REFERENCES observations (rootname) ON DELETE CASCADE,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE CASCADE
) ${TABLE};
CREATE INDEX IF NOT EXISTS high_voltage_by_file ON high_voltage (file_id);
CREATE INDEX IF NOT EXISTS high_voltage_by_rootname ON high_voltage (rootname);

-- A measured CCI. expstart has five decimals; header_expstart is as the header says it.
CREATE TABLE IF NOT EXISTS cci (
  file_id BIGINT NOT NULL PRIMARY KEY,
  source VARCHAR(120) NOT NULL UNIQUE,
  detector VARCHAR(80) NOT NULL,
  segment VARCHAR(4) NOT NULL,
  obsmode VARCHAR(80) NOT NULL,
  hv_lvl INTEGER NOT NULL,
  expstart DOUBLE PRECISION NOT NULL,
  header_expstart DOUBLE PRECISION NOT NULL,
  expend DOUBLE PRECISION NOT NULL,
  exptime DOUBLE PRECISION NOT NULL,
  numfiles INTEGER NOT NULL,
  counts BIGINT NOT NULL,
  brftab VARCHAR(80),
  map VARCHAR(120) NOT NULL,
  fitted INTEGER NOT NULL,
  mean_gain DOUBLE PRECISION,
  reported BOOLEAN NOT NULL,
  FOREIGN KEY (file_id) REFERENCES files (file_id) ON DELETE CASCADE
) ${TABLE};
CREATE INDEX IF NOT EXISTS cci_by_level ON cci (segment, hv_lvl, expstart);

-- The fitted superpixels of a CCI; gain_milli is the gain times 1000. Read them as the view "gain".
CREATE TABLE IF NOT EXISTS gain_rows (
  file_id BIGINT NOT NULL,
  y SMALLINT NOT NULL,
  x SMALLINT NOT NULL,
  gain_milli SMALLINT NOT NULL,
  counts INTEGER NOT NULL,
  PRIMARY KEY (file_id, y, x),
  FOREIGN KEY (file_id) REFERENCES cci (file_id) ON DELETE CASCADE
) ${CLUSTERED};

-- Those of them that may be flagged: gain at most 3 in the rows that are watched.
CREATE TABLE IF NOT EXISTS low_gain_rows (
  file_id BIGINT NOT NULL,
  y SMALLINT NOT NULL,
  x SMALLINT NOT NULL,
  gain_milli SMALLINT NOT NULL,
  counts INTEGER NOT NULL,
  PRIMARY KEY (file_id, y, x),
  FOREIGN KEY (file_id) REFERENCES cci (file_id) ON DELETE CASCADE
) ${CLUSTERED};

${VIEW} gain AS
  SELECT g.file_id * 1048576 + g.y * 2048 + g.x AS id, f.filename, c.segment, c.hv_lvl, c.expstart,
         g.x, g.y, g.gain_milli / ${THOUSAND} AS gain, g.counts, 1050 / ${THOUSAND} AS std_dev, g.file_id
    FROM gain_rows g JOIN cci c ON c.file_id = g.file_id JOIN files f ON f.file_id = g.file_id;

-- The flags stay when their CCI goes, until they are made anew: only so is it known then what newly sagged.
CREATE TABLE IF NOT EXISTS bad_pixels (
  id ${ID},
  file_id BIGINT NOT NULL,
  filename VARCHAR(120) NOT NULL,
  segment VARCHAR(4) NOT NULL,
  hv_lvl INTEGER NOT NULL,
  x SMALLINT NOT NULL,
  y SMALLINT NOT NULL,
  mjd_below_3 DOUBLE PRECISION NOT NULL,
  recovery BOOLEAN NOT NULL,
  UNIQUE (segment, hv_lvl, x, y)
) ${TABLE};
CREATE INDEX IF NOT EXISTS bad_pixels_by_file ON bad_pixels (file_id);
CREATE INDEX IF NOT EXISTS bad_pixels_by_position ON bad_pixels (segment, x, y);

CREATE TABLE IF NOT EXISTS gainsag_trend (
  segment VARCHAR(4) NOT NULL,
  hv_lvl INTEGER NOT NULL,
  x SMALLINT NOT NULL,
  y SMALLINT NOT NULL,
  slope DOUBLE PRECISION NOT NULL,
  intercept DOUBLE PRECISION NOT NULL,
  proj_bad_mjd DOUBLE PRECISION,
  PRIMARY KEY (segment, hv_lvl, x, y)
) ${TABLE};

-- What a station tells of: one row for each CCI that was measured, in the order of measuring.
CREATE TABLE IF NOT EXISTS ingest_results (
  id ${ID},
  time VARCHAR(30) NOT NULL,
  source VARCHAR(120) NOT NULL,
  segment VARCHAR(4) NOT NULL,
  hv_lvl INTEGER,
  expstart DOUBLE PRECISION NOT NULL,
  mean_gain DOUBLE PRECISION,
  fitted INTEGER NOT NULL,
  counts BIGINT NOT NULL,
  new_sagged INTEGER NOT NULL
) ${TABLE};

-- What the catalogue must remember of itself.
CREATE TABLE IF NOT EXISTS catalogue_state (
  name VARCHAR(40) NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) ${TABLE};
