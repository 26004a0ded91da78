#!/usr/bin/env bash
# Packs the library and its companion, installs the library's package from a local folder into new console projects outside the
# repository, trains with it there (net10.0; net8.0 with C# 12, rolled forward), saves, and loads in a program that never names the library.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_UI_LANGUAGE=en
root=$PWD
project=src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj
packages=$root/artifacts/packages

rm -rf "$packages"
dotnet pack "$project" -c Release -o "$packages" --nologo -v quiet
id=$(dotnet msbuild "$project" -getProperty:PackageId)
version=$(dotnet msbuild "$project" -getProperty:PackageVersion)
libtorch=$(sed -nE 's/.*Include="libtorch-cpu-linux-x64" Version="([^"]+)".*/\1/p' Directory.Packages.props)

# An older build of the same version must not be tested in place of this one.
cache=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
installed=${cache%/}/${id,,}/$version
rm -rf "$installed"

work=$(mktemp -d)
trap 'rm -rf "$work" "$installed"' EXIT
cat > "$work/nuget.config" <<XML
<configuration>
  <packageSources>
    <add key="packed" value="$packages" />
  </packageSources>
</configuration>
XML

# new_project NAME FRAMEWORK LANGVERSION CONSTANTS SOURCE...
new_project() {
  local name=$1 framework=$2 language=$3 constants=$4
  shift 4
  mkdir "$work/$name"
  for source in "$@"; do cp "build/pack-check/$source" "$work/$name/"; done
  cat > "$work/$name/$name.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>$framework</TargetFramework>
    <LangVersion>$language</LangVersion>
    <DefineConstants>\$(DefineConstants);$constants</DefineConstants>
    <RollForward>Major</RollForward>
    <UseAppHost>false</UseAppHost>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <!-- The natives of libtorch take half a gigabyte: link them into the output folder where the file system can. -->
    <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="$id" Version="$version" />
    <PackageReference Include="libtorch-cpu-linux-x64" Version="$libtorch" />
  </ItemGroup>
</Project>
XML
  (cd "$work/$name" && dotnet build --nologo -v quiet -o "$work/$name/out")
}

# check_model NAME: trains with one program, loads with the other.
check_model() {
  (cd "$work/$1" && dotnet "out/$1.dll" "$work/$1")
  (cd "$work/load" && dotnet out/load.dll "$work/$1")
}

fail() { echo "pack-check: $1" >&2; exit 1; }

new_project train10 net10.0 14 MODERN Rows.cs Train.cs
new_project train8 net8.0 12 CLASSIC Rows.cs Train.cs
new_project load net10.0 14 MODERN Rows.cs Load.cs

cmp -s "$packages/$id.$version.nupkg" "$installed/${id,,}.$version.nupkg" || fail "another package than the packed one was installed"
for file in README.md icon.png lib/net8.0/Microsoft.ML.FluxTrainers.{dll,xml} lib/net10.0/Microsoft.ML.FluxTrainers.{dll,xml}; do
  [ -s "$installed/$file" ] || fail "the package lacks $file"
done
nuspec=$installed/${id,,}.nuspec
grep -q '<license type="expression">MIT</license>' "$nuspec" || fail "the package does not name its license"
if grep -E 'version="\[[^],]*\]"' "$nuspec"; then fail "the package pins a dependency to one version"; fi
for framework in net8.0 net10.0; do
  grep -qa "lib/$framework/Microsoft.ML.FluxTrainers.pdb" "$packages/$id.$version.snupkg" || fail "the symbols of $framework are missing"
done
if grep -hv "^//" "$work"/load/*.cs | grep -q FluxTrainers; then fail "the loading program names the library"; fi

# The companion needs no project of its own: what is in it, and that it asks for the library as it was packed.
dotnet pack src/Microsoft.ML.FluxTrainers.Console -c Release -o "$packages" --nologo -v quiet
companion=$work/companion
mkdir "$companion"
(cd "$companion" && unzip -q "$packages/$id.Console.$version.nupkg")
for file in package.md icon.png lib/net8.0/Microsoft.ML.FluxTrainers.Console.{dll,xml} lib/net10.0/Microsoft.ML.FluxTrainers.Console.{dll,xml}; do
  [ -s "$companion/$file" ] || fail "the companion package lacks $file"
done
[ "$(grep -c "<dependency id=\"$id\" version=\"$version\"" "$companion/$id.Console.nuspec")" = 2 ] || fail "the companion does not ask for $id $version"

check_model train10
check_model train8
echo "pack-check: $id $version works from new projects"
