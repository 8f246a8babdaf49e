package org.stillwatch.formats.hdf5;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;

/**
 * The functions of libhdf5 that are used, as its reference manual declares them since 1.10: {@code
 * hid_t}, {@code hsize_t} and {@code size_t} are 64 bits, {@code herr_t}, {@code htri_t} and
 * enumerations 32. All of them give less than zero when they fail.
 */
enum Function {
  OPEN("H5open", JAVA_INT),
  GET_LIBVERSION("H5get_libversion", JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
  FREE_MEMORY("H5free_memory", JAVA_INT, ADDRESS),
  E_SET_AUTO("H5Eset_auto2", JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS),
  E_WALK("H5Ewalk2", JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS),
  E_CLEAR("H5Eclear2", JAVA_INT, JAVA_LONG),
  I_GET_TYPE("H5Iget_type", JAVA_INT, JAVA_LONG),
  F_CREATE("H5Fcreate", JAVA_LONG, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_LONG),
  F_OPEN("H5Fopen", JAVA_LONG, ADDRESS, JAVA_INT, JAVA_LONG),
  F_FLUSH("H5Fflush", JAVA_INT, JAVA_LONG, JAVA_INT),
  F_START_SWMR("H5Fstart_swmr_write", JAVA_INT, JAVA_LONG),
  F_CLOSE("H5Fclose", JAVA_INT, JAVA_LONG),
  P_CREATE("H5Pcreate", JAVA_LONG, JAVA_LONG),
  P_SET_LIBVER("H5Pset_libver_bounds", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT),
  P_SET_CLOSE_DEGREE("H5Pset_fclose_degree", JAVA_INT, JAVA_LONG, JAVA_INT),
  P_SET_INTERMEDIATE("H5Pset_create_intermediate_group", JAVA_INT, JAVA_LONG, JAVA_INT),
  P_SET_TRACK_TIMES("H5Pset_obj_track_times", JAVA_INT, JAVA_LONG, JAVA_BOOLEAN),
  P_SET_CHUNK("H5Pset_chunk", JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS),
  P_SET_FILL("H5Pset_fill_value", JAVA_INT, JAVA_LONG, JAVA_LONG, ADDRESS),
  P_SET_FILL_TIME("H5Pset_fill_time", JAVA_INT, JAVA_LONG, JAVA_INT),
  P_SET_SHUFFLE("H5Pset_shuffle", JAVA_INT, JAVA_LONG),
  P_SET_DEFLATE("H5Pset_deflate", JAVA_INT, JAVA_LONG, JAVA_INT),
  P_CLOSE("H5Pclose", JAVA_INT, JAVA_LONG),
  G_CREATE("H5Gcreate2", JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG),
  G_GET_INFO("H5Gget_info", JAVA_INT, JAVA_LONG, ADDRESS),
  L_EXISTS("H5Lexists", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG),
  L_NAME_BY_IDX(
      "H5Lget_name_by_idx",
      JAVA_LONG,
      JAVA_LONG,
      ADDRESS,
      JAVA_INT,
      JAVA_INT,
      JAVA_LONG,
      ADDRESS,
      JAVA_LONG,
      JAVA_LONG),
  O_OPEN("H5Oopen", JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
  O_CLOSE("H5Oclose", JAVA_INT, JAVA_LONG),
  D_CREATE(
      "H5Dcreate2",
      JAVA_LONG,
      JAVA_LONG,
      ADDRESS,
      JAVA_LONG,
      JAVA_LONG,
      JAVA_LONG,
      JAVA_LONG,
      JAVA_LONG),
  D_GET_SPACE("H5Dget_space", JAVA_LONG, JAVA_LONG),
  D_GET_TYPE("H5Dget_type", JAVA_LONG, JAVA_LONG),
  D_SET_EXTENT("H5Dset_extent", JAVA_INT, JAVA_LONG, ADDRESS),
  D_WRITE("H5Dwrite", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS),
  D_READ("H5Dread", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS),
  D_FLUSH("H5Dflush", JAVA_INT, JAVA_LONG),
  D_CLOSE("H5Dclose", JAVA_INT, JAVA_LONG),
  S_CREATE("H5Screate", JAVA_LONG, JAVA_INT),
  S_CREATE_SIMPLE("H5Screate_simple", JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS),
  S_NDIMS("H5Sget_simple_extent_ndims", JAVA_INT, JAVA_LONG),
  S_DIMS("H5Sget_simple_extent_dims", JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS),
  S_SELECT(
      "H5Sselect_hyperslab", JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS),
  S_CLOSE("H5Sclose", JAVA_INT, JAVA_LONG),
  T_COPY("H5Tcopy", JAVA_LONG, JAVA_LONG),
  T_SET_SIZE("H5Tset_size", JAVA_INT, JAVA_LONG, JAVA_LONG),
  T_SET_CSET("H5Tset_cset", JAVA_INT, JAVA_LONG, JAVA_INT),
  T_SET_STRPAD("H5Tset_strpad", JAVA_INT, JAVA_LONG, JAVA_INT),
  T_ENUM_CREATE("H5Tenum_create", JAVA_LONG, JAVA_LONG),
  T_ENUM_INSERT("H5Tenum_insert", JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS),
  T_GET_CLASS("H5Tget_class", JAVA_INT, JAVA_LONG),
  T_GET_SIZE("H5Tget_size", JAVA_LONG, JAVA_LONG),
  T_IS_VARIABLE("H5Tis_variable_str", JAVA_INT, JAVA_LONG),
  T_CLOSE("H5Tclose", JAVA_INT, JAVA_LONG),
  A_EXISTS("H5Aexists", JAVA_INT, JAVA_LONG, ADDRESS),
  A_CREATE("H5Acreate2", JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
  A_OPEN("H5Aopen", JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
  A_GET_SPACE("H5Aget_space", JAVA_LONG, JAVA_LONG),
  A_GET_TYPE("H5Aget_type", JAVA_LONG, JAVA_LONG),
  A_WRITE("H5Awrite", JAVA_INT, JAVA_LONG, JAVA_LONG, ADDRESS),
  A_READ("H5Aread", JAVA_INT, JAVA_LONG, JAVA_LONG, ADDRESS),
  A_DELETE("H5Adelete", JAVA_INT, JAVA_LONG, ADDRESS),
  A_CLOSE("H5Aclose", JAVA_INT, JAVA_LONG);

  private final String symbol;

  @SuppressWarnings("ImmutableEnumChecker") // it is, its documentation says so
  private final FunctionDescriptor descriptor;

  Function(String symbol, MemoryLayout result, MemoryLayout... arguments) {
    this.symbol = symbol;
    this.descriptor = FunctionDescriptor.of(result, arguments);
  }

  String symbol() {
    return symbol;
  }

  FunctionDescriptor descriptor() {
    return descriptor;
  }
}
