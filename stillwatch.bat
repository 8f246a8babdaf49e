@echo off
rem Starts Stillwatch: finds a JDK 25, builds once when needed, runs the command.
setlocal enabledelayedexpansion
set "HERE=%~dp0"
set "JDK="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%J in ('where java 2^>nul') do if not defined JDK call :try "%%~dpJ.."
for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%LOCALAPPDATA%\Programs\Eclipse Adoptium") do (
  for /d %%J in ("%%~R\*") do if not defined JDK call :try "%%J"
)
if not defined JDK (
  echo Stillwatch needs a JDK 25 and found none in JAVA_HOME, PATH or Program Files: install Temurin 25 or set JAVA_HOME to one. 1>&2
  exit /b 2
)
set "LIB=%HERE%lib"
if exist "%HERE%pom.xml" (
  set "LIB=%HERE%app\target\lib"
  if not exist "%HERE%app\target\built" (
    echo Building Stillwatch ^(once^) ... 1>&2
    pushd "%HERE%"
    call mvn -B -q -pl app -am -DskipTests -Dmaven.test.skip=true package
    if errorlevel 1 (popd & exit /b 2)
    popd
    type nul > "%HERE%app\target\built"
  )
)
"%JDK%\bin\java.exe" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true -Dio.netty.noUnsafe=true -cp "!LIB!\*" org.stillwatch.app.Main %*
exit /b %errorlevel%

:try
if exist "%~1\release" findstr /r /c:"^JAVA_VERSION=.2[5-9]" "%~1\release" >nul && set "JDK=%~1"
exit /b 0
