@echo off
rem cosmo_gsagtab_by_date: the command under the name that its users know.
"%~dp0..\stillwatch.bat" cos gsagtab-by-date %*
