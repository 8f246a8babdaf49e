@echo off
rem cosmo_gsagtab_creator: the command under the name that its users know.
"%~dp0..\stillwatch.bat" cos gsagtab-creator %*
