// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>From the options of a trainer on tables to the columns that it reads.</summary>
internal static class TableChoice
{
    private const string DefaultFeatures = "Features";

    // The names that ML.NET gives by default to columns of these roles.
    private static readonly string[] _roles = ["GroupId", "SamplingKeyColumn"];

    /// <summary>Checks the rules between the options.</summary>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public static void Validate(TabularOptions options)
    {
        if (options.FeatureColumns is not null && options.FeatureColumnName != DefaultFeatures)
        {
            throw new ArgumentException(
                $"FeatureColumnName ('{options.FeatureColumnName}') and FeatureColumns exclude each other: name the column in FeatureColumns.Of.");
        }

        var named = options.CategoricalColumnNames.Concat(options.FeatureColumns?.Names ?? []).ToList();
        if (named.Intersect(options.Labels).FirstOrDefault() is { } label)
        {
            throw new ArgumentException($"The label '{label}' cannot be a feature or a category too.");
        }

        if (options.FeatureColumns is null && options.CategoricalColumnNames.Contains(options.FeatureColumnName))
        {
            throw new ArgumentException($"Column '{options.FeatureColumnName}' cannot be FeatureColumnName and a category too.");
        }

        Distinct(options.CategoricalColumnNames, nameof(options.CategoricalColumnNames));
        Distinct(options.FeatureColumns?.Names ?? [], nameof(options.FeatureColumns));
        Distinct([.. options.EmbeddingSizes.Select(size => size.ColumnName)], nameof(options.EmbeddingSizes));
        if (options.FeatureColumns is null)
        {
            CheckSizes(options, options.CategoricalColumnNames);
        }
    }

    /// <summary>Checks the columns of a schema that is only promised yet.</summary>
    public static void Check(SchemaShape shape, TrainerHost host, TabularOptions options)
    {
        if (options.FeatureColumns is { } columns)
        {
            foreach (var name in columns.Names.Except(columns.Excluded))
            {
                shape.RequireInput(host, name);
            }

            if (!shape.Any(column => columns.Reads(column.Name, Reserved(options)) && column.IsInput()))
            {
                throw host.NoFeatureColumn(shape.Select(column => column.Name));
            }
        }
        else if (!AreCategoriesAlone(options, shape.Any(column => column.Name == options.FeatureColumnName)))
        {
            shape.RequireFeatures(host, options.FeatureColumnName);
        }

        foreach (var name in options.CategoricalColumnNames)
        {
            shape.RequireCategory(host, name);
        }
    }

    /// <summary>The columns that are read.</summary>
    /// <param name="schema">The data.</param>
    /// <param name="host">The estimator's host.</param>
    /// <param name="options">The hyperparameters, checked.</param>
    /// <param name="label">The label.</param>
    /// <exception cref="InvalidOperationException">A column that was named as a category has keys of too many values.</exception>
    public static InputEncoder Choose(DataViewSchema schema, TrainerHost host, TabularOptions options, LabelReader label)
    {
        if (options.FeatureColumns is { } columns)
        {
            return ChooseFrom(schema, host, options, columns, label);
        }

        var missing = options.MissingValues == MissingValues.Auto ? MissingValues.Error : options.MissingValues;
        var parts = new List<TablePart>();
        if (!AreCategoriesAlone(options, schema.GetColumnOrNull(options.FeatureColumnName) is not null))
        {
            var (features, width) = schema.RequireFeatures(host, options.FeatureColumnName);
            if (options.CategoricalColumnNames.Count == 0 && missing != MissingValues.MeanAndIndicator)
            {
                return new VectorEncoder(features, width, options.Standardize, missing);
            }

            parts.Add(new NumbersPart(features, NumberColumn.Of(features)!, missing));
        }

        parts.AddRange(options.CategoricalColumnNames.Select(name => Category(schema.RequireCategory(host, name), options)));
        return new TableEncoder(parts, options.Standardize, [], []);
    }

    /// <summary>The columns of categories that are promised to be looked up.</summary>
    public static IReadOnlyList<string> Categories(SchemaShape shape, TabularOptions options) => options.FeatureColumns is { } columns
        ? [.. shape.Where(column => column.IsCategory() && (columns.Reads(column.Name, Reserved(options)) || options.CategoricalColumnNames.Contains(column.Name)))
            .Select(column => column.Name)]
        : options.CategoricalColumnNames;

    private static TableEncoder ChooseFrom(
        DataViewSchema schema, TrainerHost host, TabularOptions options, FeatureColumns columns, LabelReader label)
    {
        var missing = options.MissingValues == MissingValues.Auto ? MissingValues.MeanAndIndicator : options.MissingValues;
        var reserved = Reserved(options).ToList();
        var parts = new List<TablePart>();
        var leftOut = new List<string>();
        IEnumerable<DataViewSchema.Column> chosen = columns.Names.Count == 0
            ? schema.Where(column => !column.IsHidden && columns.Reads(column.Name, reserved))
            : columns.Names.Except(columns.Excluded).Select(name => schema.Require(host, "feature", name));
        foreach (var column in chosen.Concat(options.CategoricalColumnNames.Select(name => schema.RequireCategory(host, name))).DistinctBy(column => column.Index))
        {
            var part = Part(column, options, missing);
            if (part is null)
            {
                leftOut.Add($"Column '{column.Name}' of type {column.Type} was left out: it is neither numbers nor categories nor dates.");
            }
            else if (part is CategoryPart { Excess: { } excess })
            {
                leftOut.Add(excess);
            }
            else
            {
                parts.Add(part);
            }
        }

        CheckSizes(options, [.. parts.OfType<CategoryPart>().Select(part => part.Column.Name)]);
        return parts.Count > 0
            ? new TableEncoder(parts, options.Standardize, columns.Names.Count == 0 ? label.Columns : [], leftOut)
            : throw (leftOut.Count > 0 ? TableEncoder.NoneLeft(leftOut) : host.NoFeatureColumn(schema.Select(column => column.Name)));
    }

    /// <summary>A column as it is read for what it holds, or null where that is nothing that can be read.</summary>
    private static TablePart? Part(DataViewSchema.Column column, TabularOptions options, MissingValues missing) => CategoryPart.CanBe(column.Type)
        ? Category(column, options)
        : ((TableColumn?)NumberColumn.Of(column) ?? DateColumn.Of(column)) is { } numbers
            ? new NumbersPart(column, numbers, missing) { SettlesOrigin = options.Standardize }
            : null;

    private static CategoryPart Category(DataViewSchema.Column column, TabularOptions options)
    {
        var part = new CategoryPart(column, options.CategoricalColumnNames.Contains(column.Name), options.UnknownCategories, options.EmbeddingSizes);
        return part is { IsWanted: true, Excess: { } excess } ? throw new InvalidOperationException(excess) : part;
    }

    /// <summary>Whether there are categories and no other features, which nobody named.</summary>
    private static bool AreCategoriesAlone(TabularOptions options, bool hasFeatures) =>
        !hasFeatures && options.CategoricalColumnNames.Count > 0 && options.FeatureColumnName == DefaultFeatures;

    private static IEnumerable<string> Reserved(TabularOptions options) =>
        _roles.Concat(options.Labels).Concat(new[] { options.ExampleWeightColumnName, options.ValidationColumnName }.OfType<string>());

    private static void CheckSizes(TabularOptions options, IReadOnlyList<string> categories)
    {
        if (options.EmbeddingSizes.FirstOrDefault(size => !categories.Contains(size.ColumnName)) is { } wrong)
        {
            throw new ArgumentException(
                $"EmbeddingSizes has a size for '{wrong.ColumnName}', which is no categorical column.{NearestName.DidYouMean(wrong.ColumnName, categories)} "
                + $"Categorical columns: {NearestName.List(categories)}.");
        }
    }

    private static void Distinct(ValueList<string> names, string option)
    {
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{option} has column '{twice.Key}' twice.");
        }
    }
}
