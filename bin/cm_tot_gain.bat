@echo off
rem cm_tot_gain: the command under the name that its users know.
"%~dp0..\stillwatch.bat" cos total-gain %*
