@echo off
rem cm_ingest: the command under the name that its users know.
"%~dp0..\stillwatch.bat" cos ingest %*
