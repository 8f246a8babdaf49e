@echo off
rem cm_monitors: the command under the name that its users know.
"%~dp0..\stillwatch.bat" cos monitors %*
