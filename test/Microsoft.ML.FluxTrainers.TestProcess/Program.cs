// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
return 0;
