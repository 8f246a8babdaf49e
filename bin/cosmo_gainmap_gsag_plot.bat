@echo off
rem cosmo_gainmap_gsag_plot: the command under the name that its users know.
"%~dp0..\stillwatch.bat" cos gainmap-gsag-plot %*
