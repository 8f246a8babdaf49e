@echo off
rem Starts Stillwatch: finds a JDK 25, builds once when needed, runs the command.
rem A double click opens the menu of the station.yaml beside this file.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0."
set "CODE=0"

rem Explorer calls cmd /c with no words for us: the window would close before anyone could read it.
set "CLICKED="
set "CALLED=%cmdcmdline:"=%"
if "%~1"=="" if not "%CALLED:/c=%"=="%CALLED%" set "CLICKED=yes"
if defined CLICKED chcp 65001 >nul

set "JDK="
if defined JAVA_HOME call :try "%JAVA_HOME:"=%"
if not defined JDK for /f "delims=" %%J in ('where java 2^>nul') do call :try "%%~dpJ.."
for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%LOCALAPPDATA%\Programs\Eclipse Adoptium" "%USERPROFILE%\.jdks") do call :look "%%~R"
if not defined JDK (
  echo Stillwatch needs a JDK 25 and found none in JAVA_HOME, PATH or Program Files: install Temurin 25 or set JAVA_HOME to one. 1>&2
  set "CODE=2"
  goto :end
)

set "FLAGS=-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true -Dio.netty.noUnsafe=true"
set "LIB=%HERE%\lib"
if not exist "%HERE%\pom.xml" goto :run
set "LIB=%HERE%\app\target\lib"
set "STAMP=%HERE%\app\target\built-from.txt"
set "SOURCES=%TEMP%\stillwatch-sources-%RANDOM%.txt"
call :sources >"%SOURCES%"
set "BUILT="
if exist "%STAMP%" fc /b "%SOURCES%" "%STAMP%" >nul 2>&1 && set "BUILT=yes"
if not defined BUILT call :build
del "%SOURCES%" >nul 2>&1
if not "%CODE%"=="0" goto :end

:run
rem short commands end before the optimising compiler pays
set "TIER=-XX:TieredStopAtLevel=1"
for %%C in (run demo menu cos) do if /i "%~1"=="%%C" set "TIER="
if "%~1"=="" set "TIER="
set "CACHE="
if exist "%LIB%\stillwatch.aot" set CACHE=-XX:AOTCache="%LIB%\stillwatch.aot" -Xlog:aot=off -Xlog:cds=off
"%JDK%\bin\java.exe" %CACHE% %FLAGS% %TIER% "-Dstillwatch.home=%HERE%" %STILLWATCH_JAVA_OPTS% -cp "%LIB%\*" org.stillwatch.app.Main %*
set "CODE=%errorlevel%"

:end
if not defined CLICKED exit /b %CODE%
if "%CODE%"=="0" if exist "%HERE%\station.yaml" exit /b 0
if not exist "%HERE%\station.yaml" echo To see a menu here, put your station.yaml beside this file.
pause
exit /b %CODE%

rem ---- each folder in the folder given
:look
if defined JDK exit /b 0
if not exist "%~1" exit /b 0
pushd "%~1"
for /d %%J in (*) do call :try "%%~fJ"
popd
exit /b 0

rem ---- a JDK 25 or newer in the folder given
:try
if defined JDK exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "VERSION=0"
for /f "usebackq tokens=1,2 delims==." %%A in ("%~1\release") do if "%%A"=="JAVA_VERSION" set VERSION=%%B
set "VERSION=%VERSION:"=%"
if %VERSION% GEQ 25 set "JDK=%~1"
exit /b 0

rem ---- size, time and name of everything that the build reads
:sources
for %%F in ("%HERE%\pom.xml") do echo %%~zF %%~tF %%F
for %%M in (core link formats instruments stores notifiers reports cos web app simulators) do call :module %%M
exit /b 0

:module
for %%F in ("%HERE%\%~1\pom.xml") do echo %%~zF %%~tF %%F
for /r "%HERE%\%~1\src\main" %%F in (*) do echo %%~zF %%~tF %%F
exit /b 0

:build
where mvn >nul 2>&1
if errorlevel 1 (
  echo Stillwatch must be built once and found no Maven: install it, or put its bin folder on the PATH. 1>&2
  set "CODE=2"
  exit /b 0
)
echo Building Stillwatch (once) ... 1>&2
if not exist "%HERE%\target" mkdir "%HERE%\target"
set "LOG=%HERE%\target\build.log"
pushd "%HERE%"
call mvn -B -q -pl app -am -DskipTests -Dmaven.test.skip=true package >"%LOG%" 2>&1
if errorlevel 1 (
  popd
  echo The build failed: 1>&2
  type "%LOG%" 1>&2
  set "CODE=2"
  exit /b 0
)
popd
rem a short run of the demo remembers which classes a start needs, so that later starts are quick
del "%LIB%\stillwatch.aot" >nul 2>&1
"%JDK%\bin\java.exe" -XX:AOTCacheOutput="%LIB%\stillwatch.aot" %FLAGS% -cp "%LIB%\*" org.stillwatch.app.Main demo --for 4s --port 0 >nul 2>&1 || del "%LIB%\stillwatch.aot" >nul 2>&1
copy /y "%SOURCES%" "%STAMP%" >nul
exit /b 0
