@echo off
rem cosmo_gsagtab_residual_plot: the command under the name that its users know.
"%~dp0..\stillwatch.bat" cos gsagtab-residual-plot %*
