@echo off
rem viper GAUGE.conf RECORDING.conf: the command under the name that its users know.
"%~dp0..\stillwatch.bat" record %*
